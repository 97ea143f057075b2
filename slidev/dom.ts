/**
 * The names in Slidev's own DOM that our code relies on. `styles/` uses some of them too, because CSS can import nothing. A test finds each
 * of them in Slidev's sources.
 */

/** Slidev's elements, by CSS selector. */
export const selectors = {
  /** The root that Vue renders into. */
  app: '#app',
  /** Around every page of Slidev's: a slide, presenter mode, the print page. */
  pageRoot: '#page-root',
  /** Around the slides of the audience's page. */
  slideshow: '#slideshow',
  /** One slide, wherever it is shown. It has its number in `data-slidev-no`. */
  slide: '.slidev-page',
  /** In place of a slide that is being loaded. */
  slideLoading: '.slidev-slide-loading',
  /** A Mermaid drawing, which is in its shadow root once it has been drawn. */
  drawing: '.mermaid',
  /** Where Mermaid measures its drawings, outside of the slides. */
  drawingRoom: '#mermaid-rendering-container',
  /** The root of a slide's layout. Slidev asks every layout for this class. */
  layout: '.slidev-layout',
  /** One sheet of the print page. Its id is the slide's number and the click's, `004-01`. */
  printedSlide: '.print-slide-container',
  /** Around all of them. */
  printContent: '#print-content',
  /** What comes with a click. `data-slidev-clicks-start` says with which. */
  clickTarget: '[data-slidev-clicks-start]',
  /** Such an element before its click. */
  clickHidden: '.slidev-vclick-hidden',
  /** Around presenter mode. */
  presenter: '.slidev-presenter',
  /** The row of presenter mode that holds the timer. */
  presenterBar: '.slidev-presenter .grid-section.bottom',
} as const

/** The custom property by which Slidev scales a slide to the window. */
export const slideScale = '--slidev-slide-scale'

/** Where Slidev keeps in the browser whether the deck is light or dark. */
export const colourSchemeKey = 'slidev-color-schema'
