// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The last ten half-hours of a price as candles (open, high, low, close), one storage slot each.
///
/// A slot holds the number of its half-hour (32 bits) and four prices as floating point (8 bits of exponent over 48 of
/// significand), whose order as integers is that of the prices. A half-hour without a trade writes nothing: the price
/// stood still at the open of the candle after it.
library CandleHistory {
    uint256 internal constant LENGTH = 10;
    uint256 internal constant PERIOD = 30 minutes;
    /// Decimals of what `window` returns.
    uint8 internal constant DECIMALS = 9;
    int256 private constant ONE = 1e9;
    /// Prices more than this many times the last close are told as so many times.
    uint256 private constant MAX_RATIO = 1_000e9;

    struct Ring {
        uint256[LENGTH] slots;
    }

    struct Candle {
        uint256 period;
        uint256 open;
        uint256 high;
        uint256 low;
        uint256 close;
    }

    /// Records a trade that moved the price from `beforePrice` to `afterPrice`, both below 2^224.
    function record(Ring storage ring, uint256 beforePrice, uint256 afterPrice) internal {
        uint256 period = block.timestamp / PERIOD;
        Candle memory candle = unpack(ring.slots[period % LENGTH]);
        uint256 price = encode(afterPrice);
        if (candle.period != period) {
            uint256 open = encode(beforePrice);
            candle = Candle(period, open, open, open, open);
        }
        candle.close = price;
        if (price > candle.high) candle.high = price;
        if (price < candle.low) candle.low = price;
        ring.slots[period % LENGTH] = pack(candle);
    }

    /// The ten half-hours that end with the current one, oldest first, each as open, high, low and close relative to
    /// `lastPrice`, the last close: price / lastPrice - 1, with DECIMALS digits, rounded down.
    function window(Ring storage ring, uint256 lastPrice) internal view returns (int256[] memory values) {
        values = new int256[](4 * LENGTH);
        uint256 last = encode(lastPrice);
        uint256 following = last;
        for (uint256 age = 0; age < LENGTH; ++age) {
            uint256 period = block.timestamp / PERIOD - age;
            Candle memory candle = unpack(ring.slots[period % LENGTH]);
            if (candle.period != period) candle = Candle(period, following, following, following, following);
            following = candle.open;
            uint256 i = 4 * (LENGTH - 1 - age);
            values[i] = relative(candle.open, last);
            values[i + 1] = relative(candle.high, last);
            values[i + 2] = relative(candle.low, last);
            values[i + 3] = relative(candle.close, last);
        }
    }

    function pack(Candle memory candle) private pure returns (uint256) {
        return candle.period << 224 | candle.open << 168 | candle.high << 112 | candle.low << 56 | candle.close;
    }

    function unpack(uint256 slot) private pure returns (Candle memory) {
        uint256 mask = type(uint56).max;
        return Candle(slot >> 224, slot >> 168 & mask, slot >> 112 & mask, slot >> 56 & mask, slot & mask);
    }

    /// The 48 leading bits of a price and the bits that follow them, those lost.
    function encode(uint256 price) private pure returns (uint256) {
        uint256 exponent = 0;
        for (uint256 step = 128; step > 0; step >>= 1) {
            if (price >> (exponent + step) >= 1 << 47) exponent += step;
        }
        return exponent << 48 | price >> exponent;
    }

    function relative(uint256 price, uint256 last) private pure returns (int256) {
        uint256 dividend = (price & type(uint48).max) * uint256(ONE);
        uint256 divisor = last & type(uint48).max;
        (uint256 up, uint256 down) = (price >> 48, last >> 48);
        uint256 ratio = up >= down ? (dividend << (up - down)) / divisor : dividend / (divisor << (down - up));
        return int256(ratio < MAX_RATIO ? ratio : MAX_RATIO) - ONE;
    }
}
