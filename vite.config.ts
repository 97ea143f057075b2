import { defineConfig } from 'vite'
import { evidence } from './briefing/evidence.ts'
import { edition } from './scripts/edition.ts'
import { locatorMap } from './scripts/locator-map.ts'
import { licences } from './scripts/publish/licences.ts'
import { leanClient } from './setup/lean-client.ts'

export default defineConfig({
  define: {
    // Slidev compiles its `/print` page in only for its own exporter; ours prints from the finished build.
    __SLIDEV_FEATURE_PRINT__: 'true',
    __BRIEFING_EDITION__: JSON.stringify(edition(import.meta.dirname)),
  },
  plugins: [leanClient(), locatorMap(Object.values(evidence.places)), licences()],
  build: { reportCompressedSize: false },
})
