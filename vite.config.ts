import { defineConfig } from 'vite'
import { evidence } from './briefing/evidence.ts'
import { citationOnly } from './deck/citation.ts'
import { edition } from './deck/edition.ts'
import { licences } from './deck/licences.ts'
import { locatorMap } from './deck/locator-map.ts'
import { review } from './deck/proof.ts'
import { leanClient } from './slidev/imports.ts'

export default defineConfig({
  define: {
    // Slidev compiles its `/print` page in only for its own exporter; ours prints from the finished build.
    __SLIDEV_FEATURE_PRINT__: 'true',
    __BRIEFING_EDITION__: JSON.stringify(edition(import.meta.dirname)),
  },
  plugins: [leanClient(), citationOnly(), locatorMap(Object.values(evidence.places)), licences(), review(import.meta.dirname, evidence)],
  build: { reportCompressedSize: false },
})
