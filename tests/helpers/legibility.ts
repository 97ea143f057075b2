/**
 * What a slide's text, colours and controls measure, for rules about contrast and size. One function runs in the page: it may use
 * nothing from outside.
 */

/** A text as it is seen. */
export interface SeenText {
  readonly text: string
  /** In px of the canvas. */
  readonly size: number
  /** Against what is behind it, at the worst of the points looked at; WCAG 2.2's ratio. Nothing where a picture is behind it. */
  readonly contrast: number | undefined
  /** At least 24 px, or 18.66 px and bold: WCAG 2.2, "large scale". */
  readonly isLarge: boolean
  /** Set in the accent colour of its place. */
  readonly isAccent: boolean
}

/** The shape before a speaker's name. */
export interface SeenShape {
  readonly name: string
  /** The path that draws it. */
  readonly shape: string
  /** Which of the colours made for speakers it has, as `--speaker-1` names them. */
  readonly colour: string
  readonly contrast: number | undefined
}

/** Something that can be activated. */
export interface SeenControl {
  readonly name: string
  readonly width: number
  readonly height: number
}

/** Everything that is measured on one slide. */
export interface Seen {
  readonly texts: readonly SeenText[]
  readonly shapes: readonly SeenShape[]
  readonly controls: readonly SeenControl[]
  /** The levels of its headings, in order. */
  readonly headings: readonly number[]
}

/** Measures the slide that is shown, and every control of the page. Runs in the page, whose viewport must have the canvas's size. */
export function measureLegibility(): Seen {
  const slide = [...document.querySelectorAll<HTMLElement>('#slideshow > .slidev-page')].find(({ style }) => style.display !== 'none')
  if (!slide)
    throw new Error('No slide is shown.')

  type Colour = readonly [red: number, green: number, blue: number, alpha: number]
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const colourOf = (css: string): Colour => {
    if (!canvas)
      throw new Error('No canvas to read colours with.')
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = css
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + below[i] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }
  const luminance = (colour: Colour): number => {
    const [red, green, blue] = ([0, 1, 2] as const).map((i) => {
      const part = colour[i] / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
  }
  const ratio = (a: Colour, b: Colour): number => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
  }

  const isSeen = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest('[inert]'))
      return false
    for (let box: Element | null = element; box; box = box.parentElement) {
      if (getComputedStyle(box).clipPath === 'inset(50%)')
        return false
    }
    return true
  }
  const opacityOf = (element: Element): number => {
    let opacity = 1
    for (let box: Element | null = element; box; box = box.parentElement)
      opacity *= Number(getComputedStyle(box).opacity)
    return opacity
  }
  const isDrawn = (element: Element): boolean => element instanceof SVGElement && !(element instanceof SVGSVGElement)
  /** What is behind `element` at a point, painted from the bottom up. */
  const behind = (element: Element, x: number, y: number): Colour | undefined => {
    const stack = document.elementsFromPoint(x, y)
    // Labels of a map let the pointer through or are hit beside their letters.
    const from = Math.max(stack.findIndex(other => other === element || element.contains(other)), 0)
    const layers: Colour[] = []
    for (const other of stack.slice(from)) {
      const style = getComputedStyle(other)
      if (style.backgroundImage !== 'none')
        return undefined
      if (isDrawn(other) && (other === element || other instanceof SVGTextElement || other instanceof SVGTSpanElement))
        continue
      const [red, green, blue, alpha] = colourOf(isDrawn(other) ? style.fill === 'none' ? 'transparent' : style.fill : style.backgroundColor)
      const layer: Colour = [red, green, blue, alpha * opacityOf(other)]
      layers.push(layer)
      if (layer[3] === 1)
        break
    }
    return layers.reduceRight<Colour>((below, top) => over(top, below), [255, 255, 255, 1])
  }
  const contrastOf = (element: Element, colour: Colour, rects: readonly DOMRect[]): number | undefined => {
    const points = rects.flatMap(({ left, top, width, height }) => [0.02, 0.5, 0.98].map(part => [left + part * width, top + height / 2] as const))
    const ratios = points.map(([x, y]) => {
      const ground = behind(element, x, y)
      return ground && ratio(over([colour[0], colour[1], colour[2], colour[3] * opacityOf(element)], ground), ground)
    })
    return ratios.includes(undefined) ? undefined : Math.min(...ratios.filter(value => value !== undefined))
  }

  const texts: SeenText[] = []
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = (node.textContent ?? '').trim()
    if (!element || text === '' || !isSeen(element))
      continue
    const style = getComputedStyle(element)
    const range = document.createRange()
    range.selectNodeContents(node)
    const colour = colourOf(element instanceof SVGElement ? style.fill : style.color)
    const scale = element instanceof SVGGraphicsElement ? element.getScreenCTM()?.a ?? 1 : 1
    const size = Number.parseFloat(style.fontSize) * scale
    texts.push({
      text,
      size: Math.round(size * 100) / 100,
      contrast: contrastOf(element, colour, [...range.getClientRects()].filter(({ width }) => width > 0)),
      isLarge: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700),
      isAccent: ratio(colour, colourOf(style.getPropertyValue('--accent'))) === 1,
    })
  }

  const shapes = [...slide.querySelectorAll('.speaker')].filter(isSeen).map((speaker): SeenShape => {
    const path = speaker.querySelector('path')
    const rect = path?.getBoundingClientRect()
    const colour = colourOf(path ? getComputedStyle(path).fill : 'transparent')
    return {
      name: speaker.textContent.trim(),
      shape: path?.getAttribute('d') ?? '',
      colour: [1, 2, 3, 4, 5, 6, 7, 8].map(slot => `--speaker-${slot}`).find(name => ratio(colour, colourOf(getComputedStyle(speaker).getPropertyValue(name) || 'transparent')) === 1) ?? '',
      contrast: path && rect ? contrastOf(path, colour, [rect]) : undefined,
    }
  })

  const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
    .filter(control => control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert]'))
    .map((control): SeenControl => {
      const { width, height } = control.getBoundingClientRect()
      return { name: (control.getAttribute('aria-label') ?? control.textContent).trim(), width, height }
    })

  return {
    texts,
    shapes,
    controls,
    headings: [...slide.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(heading => heading.checkVisibility({ visibilityProperty: true })).map(({ localName }) => Number(localName.slice(1))),
  }
}
