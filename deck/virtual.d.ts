declare module 'virtual:locator-map' {
  import type { LocatorMapData } from './locator-map.ts'

  const map: LocatorMapData
  export default map
}
