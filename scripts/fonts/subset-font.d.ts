declare module 'subset-font' {
  export default function subsetFont(font: Uint8Array, text: string | null, options: {
    targetFormat: 'sfnt' | 'woff' | 'woff2'
    variationAxes?: Record<string, number>
    keepAllGlyphs?: boolean
  }): Promise<Uint8Array>
}
