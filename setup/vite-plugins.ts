import { defineVitePluginsSetup } from '@slidev/types'
import { patchSlidev } from '../slidev/patches.ts'

/** Here and not in `vite.config.ts`, so that a deck with the addon gets the patches too. */
export default defineVitePluginsSetup(() => [patchSlidev()])
