/**
 * The part of `@slidev/client` that the deck uses, typed here because that package ships sources that do not pass this
 * project's stricter settings (`paths` in `tsconfig.json` points here). The browser tests fail when Slidev changes it.
 */
import type { ComputedRef, Ref } from 'vue'

/** A slide as the router knows it. */
export interface SlideRoute {
  readonly no: number
  readonly meta: {
    readonly slide: {
      readonly title?: string
      readonly frontmatter: Readonly<Record<string, unknown>>
      /** The presenter's note, rendered; empty in a build without notes. */
      readonly noteHTML?: string
    }
  }
}

interface Nav {
  slides: readonly SlideRoute[]
  total: number
  currentSlideNo: number
  currentSlideRoute: SlideRoute
  isPrintMode: boolean
  isPresenter: boolean
  clicks: number
  clicksTotal: number
  go: (page: number | string, clicks?: number) => Promise<void>
}

/** The deck's navigation, for components outside a slide. */
export function useNav(): { [K in keyof Nav]: Nav[K] extends (...args: never) => unknown ? Nav[K] : ComputedRef<Nav[K]> }

/** The deck's settings, from its headmatter with Slidev's defaults. */
export const configs: { readonly duration: string }

/** What the windows of one talk share. */
export const sharedState: {
  timer: {
    status: 'stopped' | 'running' | 'paused'
    slides: Record<number, { start?: number, end?: number }>
    /** As of `Date.now()`; 0 where there is none. */
    startedAt: number
    pausedAt: number
  }
}

/** What a component inside a slide knows of it. */
export function useSlideContext(): {
  $slidev: {
    /** The first slide's front matter, with Slidev's defaults. */
    readonly configs: { readonly lang?: string }
  }
  $nav: Ref<Nav>
  $page: Ref<number>
  $renderContext: Ref<'none' | 'slide' | 'overview' | 'presenter' | 'previewNext'>
  $route: SlideRoute | undefined
  $frontmatter: Readonly<Record<string, unknown>>
}
