/** Two turns of the event loop: in the first, calls come in that waited for the batch; in the second they are answered. */
export async function letOthersGo(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}
