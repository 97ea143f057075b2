/** Text for screen readers only, as style sheets usually hide it. */

/** Whether a box shows nothing of what it holds: it is cut off, or a pixel small. */
export function showsNothing(box: Element): boolean {
  const { overflow, clipPath } = getComputedStyle(box)
  const { width, height } = box.getBoundingClientRect()
  return (overflow !== 'visible' && width <= 1.5 && height <= 1.5) || clipPath === 'inset(50%)'
}
