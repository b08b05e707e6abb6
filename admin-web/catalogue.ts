import type { Catalogue } from './parts/case-form.tsx';
import { type Resource, useResource } from './resource.ts';
import { useSurroundings } from './surroundings.ts';

/** Fields and procedures that a case may have. */
export function useCatalogue(): Resource<Catalogue> {
  const { client } = useSurroundings();
  return useResource('catalogue', async (signal) => {
    const [{ fields }, { procedures }] = await Promise.all([client.fields(signal), client.procedures(signal)]);
    return { fields, procedures };
  });
}
