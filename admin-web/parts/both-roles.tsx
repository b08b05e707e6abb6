import { useTexts } from '../language.ts';
import { useSurroundings } from '../surroundings.ts';

/** Told on each page of results while one person both hands out codes and reads what came of them. */
export function BothRoles() {
  const { words } = useTexts();
  const { session } = useSurroundings();
  const holdsBoth = session?.roles.includes('leader') && session.roles.includes('clerk');
  return holdsBoth ? <p class="notice">{words.bothRoles}</p> : null;
}
