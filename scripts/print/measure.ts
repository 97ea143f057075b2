/** Finds what a reader would not see: measures every slide in the page, and judges what was measured. */
import type { Page } from 'playwright'
import type { Finding } from './in-page/measure.ts'
import { pageModule } from '../browser/in-page.ts'

const inPage = pageModule<typeof import('./in-page/measure.ts')>(new URL('in-page/measure.ts', import.meta.url))

/** Says what is wrong on the slides of an opened print page: one sentence for each thing, however many clicks show it. */
export async function judgeSlides(page: Page): Promise<string[]> {
  const slides = await inPage.call(page, 'measureSlides')
  const sentences = slides.flatMap(({ no, heading, findings }) => findings.map(finding => `Slide ${no}${heading === '' ? '' : ` (${heading})`}: ${sentence(finding)}`))
  return [...new Set(sentences)]
}

function sentence(finding: Finding): string {
  switch (finding.kind) {
    case 'overflow': {
      const what = finding.of === 'slide' ? `reaches ${finding.px} px over the slide’s ${finding.edge} edge` : `runs ${finding.px} px into the slide’s foot`
      return `${finding.element} ${what}. Shorten it, give it less room or split the slide.`
    }
    case 'clipped':
      return `${finding.element} is cut off: ${finding.px} px of it at the ${finding.edge} are hidden by ${finding.by}. Shorten it or make the box larger.`
    case 'image':
      return `the image ${finding.source} is missing or broken. Put it into public/ and name it from there.`
    case 'alternative':
      return `${finding.what} has no alternative text. Write what it shows, as in ![A bridge at dusk](/bridge.jpg) or \`\`\`mermaid {alt: 'How a bridge turns'}, or alt="" if it is decoration.`
    case 'component':
      return `there is no component <${finding.tag}>. Correct its name, or put the component into components/.`
  }
}
