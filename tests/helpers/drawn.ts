/** What is proved of a text that components have drawn, beside what is proved of its sources. */
import type { Basis } from '../../briefing/basis.ts'
import { keyOf } from '../../briefing/basis.ts'

/** The basis for what components have drawn: they put the words of a relative date in quotation marks, which its entry proves. */
export function basisOfDrawn(basis: Basis): Basis {
  const { events, quantities = {} } = basis.evidence
  const dates = [...Object.values(events).map(({ when }) => when), ...Object.values(quantities).map(({ asOf }) => asOf)]
  return { ...basis, exceptions: new Set([...basis.exceptions, ...dates.flatMap(when => when?.kind === 'relative' ? [keyOf(when.words)] : [])]) }
}
