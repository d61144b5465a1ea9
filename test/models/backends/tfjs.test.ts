import { tfjsBackend } from '../../../models/backends/index.ts'
import { backendSuite } from '../../suites/backend-suite.ts'

backendSuite(tfjsBackend)
