declare module 'markdown-it-footnote' {
  import type { MarkdownExit } from 'markdown-exit'

  export default function footnotes(md: MarkdownExit): void
}
