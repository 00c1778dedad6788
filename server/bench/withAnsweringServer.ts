import { openBenchEngine } from './benchEngine.ts';
import { answeringJourney } from './benchPopulation.ts';
import { type BenchServer, withBenchServer } from './benchServer.ts';
import { inTemporaryFolder } from './inTemporaryFolder.ts';

/** Works with a server over so many customers whose events are answered with messages; its folder outlives it. */
export function withAnsweringServer<T, Left>(
  customerCount: number,
  work: (server: BenchServer) => Promise<T>,
  look: (worked: T, folder: string) => Left,
): Promise<Left> {
  return inTemporaryFolder(async (folder) => {
    const { publish, close } = await openBenchEngine({ folder, workspace: {}, customerCount });
    await publish(answeringJourney);
    close();
    return look(await withBenchServer(folder, work), folder);
  });
}
