/** What `vue-tsc` must know of the globals that a slide may use; its tags are in `components/globals.d.ts`. */
import type { Brief } from './main.ts'

declare module 'vue' {
  interface ComponentCustomProperties {
    $brief: Brief
  }
}

declare global {
  /** Put in by `vite.config.ts`. */
  const __BRIEFING_EDITION__: { readonly label: string, readonly date: string }
}
