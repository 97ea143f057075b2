import { defineConfig } from 'vite'

export default defineConfig({
  // Slidev compiles its `/print` page in only for its own exporter; ours prints from the finished build.
  define: { __SLIDEV_FEATURE_PRINT__: 'true' },
  build: { reportCompressedSize: false },
})
