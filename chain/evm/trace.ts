import type { TraceRequest, TransactionTrace } from '../trace-contract.ts'
import type { NativeEvm } from './native-evm.ts'
import { watchCalls } from './watch-calls.ts'
import { watchSteps } from './watch-steps.ts'

/** Runs something on an EVM and records what a trace asks for. */
export async function traced<T>(
  evm: NativeEvm,
  request: Partial<TraceRequest>,
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly trace: Pick<TransactionTrace, 'steps' | 'call'> }> {
  const steps = request.steps && watchSteps(evm, request.steps)
  const calls = request.calls && watchCalls(evm, request.calls)
  try {
    const result = await run()
    return { result, trace: { steps: steps?.steps, call: calls?.root() } }
  } finally {
    steps?.end()
    calls?.end()
  }
}
