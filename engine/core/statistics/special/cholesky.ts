/** A pivot this small beside its own diagonal means that a column is a combination of those before it. */
const COLLINEAR = 1e-10;

/**
 * Inverse of a symmetric positive definite matrix, or undefined when its columns are (nearly) collinear.
 *
 * Scaled to a unit diagonal first, so that a balance in cents and a tenure in years may stand side by side.
 */
export function invertSymmetric(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const scales = matrix.map((row, index) => Math.sqrt(row[index] ?? 0));
  if (scales.some((scale) => !(scale > 0))) return undefined;
  const scaled = (i: number, j: number) => (matrix[i]?.[j] ?? 0) / ((scales[i] ?? 1) * (scales[j] ?? 1));
  // lower triangle L with L Lᵀ = scaled matrix, and its inverse, built row by row
  const lower: number[][] = [];
  const inverse: number[][] = [];
  for (let i = 0; i < size; i++) {
    const row: number[] = [];
    for (let j = 0; j < i; j++) row.push((scaled(i, j) - dot(row, lower[j] ?? [], j)) / (lower[j]?.[j] ?? 1));
    const pivot = 1 - dot(row, row, i);
    if (pivot < COLLINEAR) return undefined;
    row.push(Math.sqrt(pivot));
    lower.push(row);
    inverse.push(rowOfInverse(row, inverse, i));
  }
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      let sum = 0;
      for (let k = Math.max(i, j); k < size; k++) sum += (inverse[k]?.[i] ?? 0) * (inverse[k]?.[j] ?? 0);
      return sum / ((scales[i] ?? 1) * (scales[j] ?? 1));
    }),
  );
}

function dot(one: readonly number[], other: readonly number[], length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += (one[k] ?? 0) * (other[k] ?? 0);
  return sum;
}

function rowOfInverse(row: readonly number[], inverse: readonly number[][], i: number): number[] {
  const diagonal = row[i] ?? 1;
  const result: number[] = [];
  for (let j = 0; j < i; j++) {
    let sum = 0;
    for (let k = j; k < i; k++) sum += (row[k] ?? 0) * (inverse[k]?.[j] ?? 0);
    result.push(-sum / diagonal);
  }
  result.push(1 / diagonal);
  return result;
}
