// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Inference} from "../Inference.sol";
import {CandleHistory} from "./CandleHistory.sol";
import {IERC20} from "./IERC20.sol";

/// A constant-product pool of two ERC-20 tokens whose fee is what a model forecasts the market to cost its liquidity
/// providers: each swap asks the model, from the pool's own price history, for the next hour's volatility, and pays
///
///     fee = clamp(BASE + SLOPE * volatility, MIN, MAX)
///
/// Arbitrage takes from a pool in proportion to how far the price moves; a fixed fee is too dear in a calm market and
/// too cheap in a wild one. The model's input is forty numbers, ten half-hour candles of (open, high, low, close), each
/// relative to the last close; its output is the standard deviation of the next hour's log return, 0.01 for one percent.
/// Tokens that take a fee on transfers are refused.
contract VolatilityFeePool {
    using CandleHistory for CandleHistory.Ring;

    error Expired(uint256 deadline, uint256 timestamp);
    error SlippageExceeded(uint256 limit, uint256 amount);
    error UnknownToken(address token);
    error NoLiquidity();
    error ZeroAmount();
    error ReserveOverflow(uint256 limit, uint256 amount);
    error InsufficientShares(uint256 want, uint256 have);
    error TransferFailed(address token);
    error Reentered();

    event Swap(
        address indexed sender,
        address indexed recipient,
        address tokenIn,
        uint256 amountIn,
        uint256 amountOut,
        uint256 feePpm,
        uint256 volatilityPpb
    );
    event LiquidityAdded(address indexed provider, uint256 amount0, uint256 amount1, uint256 shares);
    event LiquidityRemoved(address indexed provider, uint256 amount0, uint256 amount1, uint256 shares);

    /// Fees are in millionths of what is paid in.
    uint256 public constant BASE_FEE_PPM = 200;
    uint256 public constant MIN_FEE_PPM = 300;
    uint256 public constant MAX_FEE_PPM = 30_000;
    /// Millionths of fee per unit of volatility: at 1 % an hour the fee is BASE + 0.3 %.
    uint256 public constant FEE_SLOPE_PPM = 300_000;
    /// Shares of the first provider that stay locked, so that a share can't be made too dear to buy.
    uint256 public constant LOCKED_SHARES = 1_000;

    uint256 private constant ONE_PPM = 1e6;
    uint256 private constant ONE_PPB = 1e9;

    IERC20 public immutable token0;
    IERC20 public immutable token1;
    /// keccak256 of the model's artifact.
    bytes32 public immutable model;

    uint112 public reserve0;
    uint112 public reserve1;
    uint256 public totalShares;
    mapping(address provider => uint256) public sharesOf;
    CandleHistory.Ring private history;
    bool private transient entered;

    modifier exclusively() {
        if (entered) revert Reentered();
        entered = true;
        _;
        entered = false;
    }

    modifier before(uint256 deadline) {
        if (block.timestamp > deadline) revert Expired(deadline, block.timestamp);
        _;
    }

    /// Tries the model on a flat market: one that is not admitted, or takes other inputs, reverts with the reason.
    constructor(IERC20 token0_, IERC20 token1_, bytes32 model_) {
        if (address(token0_) == address(token1_)) revert UnknownToken(address(token1_));
        (token0, token1, model) = (token0_, token1_, model_);
        Inference.inferReal(model_, new int256[](4 * CandleHistory.LENGTH), CandleHistory.DECIMALS);
    }

    /// Sells `amountIn` of a token, which this contract must be allowed to take, for at least `minAmountOut` of the other.
    function swap(address tokenIn, uint256 amountIn, uint256 minAmountOut, address recipient, uint256 deadline)
        external
        exclusively
        before(deadline)
        returns (uint256 amountOut)
    {
        uint256 feePpm;
        uint256 volatilityPpb;
        (amountOut, feePpm, volatilityPpb) = quoteSwap(tokenIn, amountIn);
        if (amountOut == 0) revert ZeroAmount();
        if (amountOut < minAmountOut) revert SlippageExceeded(minAmountOut, amountOut);
        uint256 priceBefore = price();
        bool selling0 = tokenIn == address(token0);
        if (selling0) setReserves(reserve0 + amountIn, reserve1 - amountOut);
        else setReserves(reserve0 - amountOut, reserve1 + amountIn);
        history.record(priceBefore, price());
        emit Swap(msg.sender, recipient, tokenIn, amountIn, amountOut, feePpm, volatilityPpb);
        pull(IERC20(tokenIn), amountIn);
        push(selling0 ? token1 : token0, recipient, amountOut);
    }

    /// What a swap gives at this block, its fee in millionths and the forecast behind it in billionths; every rounding
    /// is in the pool's favour.
    function quoteSwap(address tokenIn, uint256 amountIn)
        public
        view
        returns (uint256 amountOut, uint256 feePpm, uint256 volatilityPpb)
    {
        if (tokenIn != address(token0) && tokenIn != address(token1)) revert UnknownToken(tokenIn);
        if (amountIn > type(uint112).max) revert ReserveOverflow(type(uint112).max, amountIn);
        (uint256 reserveIn, uint256 reserveOut) =
            tokenIn == address(token0) ? (reserve0, reserve1) : (reserve1, reserve0);
        (feePpm, volatilityPpb) = quoteFee();
        uint256 amountAfterFee = amountIn * (ONE_PPM - feePpm) / ONE_PPM;
        amountOut = reserveOut * amountAfterFee / (reserveIn + amountAfterFee);
    }

    /// The fee of a swap at this block in millionths, and the forecast behind it in billionths.
    function quoteFee() public view returns (uint256 feePpm, uint256 volatilityPpb) {
        int256 forecast = Inference.inferReal(model, modelInput(), CandleHistory.DECIMALS)[0];
        volatilityPpb = forecast > 0 ? uint256(forecast) : 0;
        feePpm = MAX_FEE_PPM;
        if (volatilityPpb < ONE_PPB) {
            uint256 wanted = BASE_FEE_PPM + FEE_SLOPE_PPM * volatilityPpb / ONE_PPB;
            feePpm = wanted < MIN_FEE_PPM ? MIN_FEE_PPM : wanted < MAX_FEE_PPM ? wanted : MAX_FEE_PPM;
        }
    }

    /// The model's input at this block: what `quoteFee` gives to `inferReal`, with nine decimals.
    function modelInput() public view returns (int256[] memory) {
        return history.window(price());
    }

    /// Adds liquidity at the pool's price, at most the amounts given. The first provider sets the price.
    function addLiquidity(uint256 max0, uint256 max1, uint256 minShares, uint256 deadline)
        external
        exclusively
        before(deadline)
        returns (uint256 shares)
    {
        if (max0 > type(uint112).max) revert ReserveOverflow(type(uint112).max, max0);
        if (max1 > type(uint112).max) revert ReserveOverflow(type(uint112).max, max1);
        (uint256 amount0, uint256 amount1) = (max0, max1);
        uint256 total = totalShares;
        if (total == 0) {
            uint256 minted = squareRoot(amount0 * amount1);
            if (minted <= LOCKED_SHARES) revert InsufficientShares(LOCKED_SHARES + 1, minted);
            shares = minted - LOCKED_SHARES;
            total = LOCKED_SHARES;
        } else {
            uint256 shares0 = max0 * total / reserve0;
            uint256 shares1 = max1 * total / reserve1;
            shares = shares0 < shares1 ? shares0 : shares1;
            if (shares == 0) revert ZeroAmount();
            amount0 = divideUp(shares * reserve0, total);
            amount1 = divideUp(shares * reserve1, total);
        }
        if (shares < minShares) revert SlippageExceeded(minShares, shares);
        totalShares = total + shares;
        sharesOf[msg.sender] += shares;
        setReserves(reserve0 + amount0, reserve1 + amount1);
        emit LiquidityAdded(msg.sender, amount0, amount1, shares);
        pull(token0, amount0);
        pull(token1, amount1);
    }

    /// Gives shares back for their part of the reserves, at least the amounts given.
    function removeLiquidity(uint256 shares, uint256 min0, uint256 min1, uint256 deadline)
        external
        exclusively
        before(deadline)
        returns (uint256 amount0, uint256 amount1)
    {
        uint256 owned = sharesOf[msg.sender];
        if (owned < shares) revert InsufficientShares(shares, owned);
        amount0 = shares * reserve0 / totalShares;
        amount1 = shares * reserve1 / totalShares;
        if (amount0 == 0 || amount1 == 0) revert ZeroAmount();
        if (amount0 < min0) revert SlippageExceeded(min0, amount0);
        if (amount1 < min1) revert SlippageExceeded(min1, amount1);
        sharesOf[msg.sender] = owned - shares;
        totalShares -= shares;
        setReserves(reserve0 - amount0, reserve1 - amount1);
        emit LiquidityRemoved(msg.sender, amount0, amount1, shares);
        push(token0, msg.sender, amount0);
        push(token1, msg.sender, amount1);
    }

    /// token1 per token0, times 2^112: at least 1, as no reserve of a pool that has liquidity is ever 0.
    function price() private view returns (uint256) {
        if (reserve0 == 0) revert NoLiquidity();
        return (uint256(reserve1) << 112) / reserve0;
    }

    function setReserves(uint256 amount0, uint256 amount1) private {
        if (amount0 > type(uint112).max) revert ReserveOverflow(type(uint112).max, amount0);
        if (amount1 > type(uint112).max) revert ReserveOverflow(type(uint112).max, amount1);
        (reserve0, reserve1) = (uint112(amount0), uint112(amount1));
    }

    function pull(IERC20 token, uint256 amount) private {
        uint256 held = token.balanceOf(address(this));
        callToken(token, abi.encodeCall(IERC20.transferFrom, (msg.sender, address(this), amount)));
        if (token.balanceOf(address(this)) != held + amount) revert TransferFailed(address(token));
    }

    function push(IERC20 token, address to, uint256 amount) private {
        callToken(token, abi.encodeCall(IERC20.transfer, (to, amount)));
    }

    /// Bubbles the token's own error; a token may answer nothing, as old ones do, but not false.
    function callToken(IERC20 token, bytes memory request) private {
        (bool success, bytes memory answer) = address(token).call(request);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        if (answer.length != 0 && !abi.decode(answer, (bool))) revert TransferFailed(address(token));
    }

    function divideUp(uint256 dividend, uint256 divisor) private pure returns (uint256) {
        return (dividend + divisor - 1) / divisor;
    }

    /// Rounded down, by Newton's iteration from above.
    function squareRoot(uint256 value) private pure returns (uint256 root) {
        uint256 next = value;
        root = value;
        if (value > 3) next = value / 2 + 1;
        else if (value > 0) return 1;
        while (next < root) {
            root = next;
            next = (value / next + next) / 2;
        }
    }
}
