import type { Plugin } from 'vue'

/**
 * Stands in for the tooltips on typed code that Slidev always installs. This deck has none, in a build they log an error to the
 * console (`Failed to patch FloatingVue`), and whatever the console says fails the tests and the export.
 */
export default { install: () => {} } satisfies Plugin
