/** Somebody else wrote between our look and our write; from the start we shall see what they wrote. */
class Overtaken extends Error {}

/** The error to be thrown, in a transaction, where somebody else was faster. */
export const overtaken = (): Error => new Overtaken('Somebody else was faster');

/** As often as the same few rows can be fought for before it is a fault of ours. */
const patience = 10;

/** “Deadlock detected”: the server ended one of two that waited for each other. */
const deadlock = '40P01';

/** Does it again as long as somebody else is faster. What is done must leave nothing behind where it fails. */
export async function untilNotOvertaken<Result>(work: () => Promise<Result>, tries = patience): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isOvertaken = error instanceof Overtaken || (error as { code?: unknown }).code === deadlock;
    if (!isOvertaken || tries <= 1) throw error;
  }
  return untilNotOvertaken(work, tries - 1);
}
