/** Packages with native code that stay beside the bundle. */
export const runtimePackages = ['onnxruntime-node', 'classic-level', 'secp256k1'] as const

/** Every package that the bundle does not hold: those, and what is loaded on demand where it is installed. */
export const externalPackages = [...runtimePackages, '@tensorflow/*', 'solc'] as const
