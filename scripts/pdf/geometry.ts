/** Boxes on a page, and the matrices that transform into its space. */

/** Left, bottom, right, top in the page's space, in points. */
export type Box = readonly [left: number, bottom: number, right: number, top: number]

/** Transforms from one space to another (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** The least box around two. */
export function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/** What two boxes have in common. */
export function intersection(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}

/** The matrix of six operands. Missing ones are those of the identity. */
export function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f]
}

/** First `m`, then `n`. */
export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ]
}

/** A point, transformed by a matrix. */
export function transform(m: Matrix, x: number, y: number): [x: number, y: number] {
  return [x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]]
}

/** The box around some points, transformed by a matrix. */
export function boxAround(m: Matrix, points: readonly (readonly [x: number, y: number])[]): Box | undefined {
  return points.reduce<Box | undefined>((box, [x, y]) => {
    const [px, py] = transform(m, x, y)
    const point: Box = [px, py, px, py]
    return box ? union(box, point) : point
  }, undefined)
}
