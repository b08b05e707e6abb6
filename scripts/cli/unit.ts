import { createUnit } from '../../api/units/service.ts';
import { type Command, needed } from './command.ts';

export const unitCreate: Command = {
  usage: 'unit create --code C --name N',
  summary: 'Adds a unit (a ward’s centre) with its own copy of the starting catalogue.',
  details: ['C: lower-case letters and digits joined by hyphens, such as phu-lien; it cannot be changed later.'],
  options: { code: { type: 'string' }, name: { type: 'string' } },
  read(typed) {
    const code = needed(typed, 'code').trim();
    const name = needed(typed, 'name');
    return async ({ db, actor, now, say }) => {
      const unit = await createUnit(db, { code, name, actor, now });
      say(`Unit ${unit.code} is there: ${unit.name}.`);
      return 0;
    };
  },
};
