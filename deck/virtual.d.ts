declare module 'virtual:locator-map' {
  import type { LocatorMapData } from './locator-map.ts'

  const map: LocatorMapData
  export default map
}

declare module 'virtual:review' {
  const review: import('./proof.ts').ShownReview
  export default review
}
