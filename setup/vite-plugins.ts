import { defineVitePluginsSetup } from '@slidev/types'
import { mendSlidev } from '../slidev/patches.ts'

/** Here and not in `vite.config.ts`, so that whoever takes the deck's `setup/` takes the patches along. */
export default defineVitePluginsSetup(() => [mendSlidev()])
