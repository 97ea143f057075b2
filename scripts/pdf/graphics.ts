/** Finds where a content stream paints: from its graphics state and the path that is being built. */
import type { Box, Matrix } from './geometry.ts'
import type { ByteRange, Operator } from './operators.ts'
import { boxAround, intersection, matrixOf, multiply, union } from './geometry.ts'

interface GraphicsState {
  readonly matrix: Matrix
  readonly clip: Box | undefined
}

/** A path that is complete, from its first operator to its last. */
interface EndedPath extends ByteRange {
  readonly box: Box
  readonly isPainted: boolean
  /** Whether nothing outside of it is painted from now on. */
  readonly clips: boolean
}

const pathBuilders = new Set(['m', 'l', 'c', 'v', 'y'])
const pathPainters = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'])

/** The graphics state of one stream (ISO 32000-1, 8.4): `q`, `Q`, `cm` and the clip. */
export class Graphics {
  private readonly saved: GraphicsState[] = []
  private state: GraphicsState
  private lowest = 0

  constructor(matrix: Matrix) {
    this.state = { matrix, clip: undefined }
  }

  /** Leads to the page. */
  get matrix(): Matrix {
    return this.state.matrix
  }

  /** The box outside of which nothing is painted. Absent if there is none. */
  get clip(): Box | undefined {
    return this.state.clip
  }

  /** How many `q` are open. */
  get depth(): number {
    return this.saved.length
  }

  follow({ name, numbers }: Operator): void {
    if (name === 'q') {
      this.saved.push(this.state)
    }
    else if (name === 'Q') {
      this.state = this.saved.pop() ?? this.state
      this.lowest = Math.min(this.lowest, this.depth)
    }
    else if (name === 'cm') {
      this.state = { ...this.state, matrix: multiply(matrixOf(numbers), this.matrix) }
    }
  }

  /** What the clip leaves of a box. */
  visible(box: Box): Box {
    return this.clip ? intersection(box, this.clip) : box
  }

  /** Lets the clip leave no more than it does of a box. */
  clipTo(box: Box): void {
    this.state = { ...this.state, clip: this.visible(box) }
  }

  /** The least depth since this was last asked. */
  takeLowest(): number {
    const { lowest } = this
    this.lowest = this.depth
    return lowest
  }
}

/** The path that is being built (ISO 32000-1, 8.5). Its box is that of its points, so a curve may stay within it. */
export class PathReader {
  private start = 0
  private box: Box | undefined
  private clips = false

  constructor(private readonly graphics: Graphics) {}

  follow({ name, numbers, start }: Operator): void {
    if (pathBuilders.has(name)) {
      this.add(start, pairsOf(numbers))
    }
    else if (name === 're') {
      const [x = 0, y = 0, width = 0, height = 0] = numbers
      this.add(start, [[x, y], [x + width, y], [x, y + height], [x + width, y + height]])
    }
    else if (name === 'W' || name === 'W*') {
      this.clips = true
    }
  }

  /** The path, if there is one and the operator ends it. */
  end({ name, end }: Operator): EndedPath | undefined {
    const isPainted = pathPainters.has(name)
    const { start, box, clips } = this
    if (!box || !(isPainted || name === 'n'))
      return undefined
    this.box = undefined
    this.clips = false
    return { start, end, box, isPainted, clips }
  }

  private add(start: number, points: readonly (readonly [x: number, y: number])[]): void {
    const around = boxAround(this.graphics.matrix, points)
    if (!this.box)
      this.start = start
    this.box = this.box && around ? union(this.box, around) : this.box ?? around
  }
}

function pairsOf(numbers: readonly number[]): [x: number, y: number][] {
  return Array.from({ length: Math.ceil(numbers.length / 2) }, (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0])
}
