import fields from './catalogue/fields.json' with { type: 'json' };
import holidays from './catalogue/holidays.json' with { type: 'json' };
import procedures from './catalogue/procedures.json' with { type: 'json' };
import questionnaire from './catalogue/questionnaire.json' with { type: 'json' };
import questionnaireCurrent from './catalogue/questionnaire-current.json' with { type: 'json' };
import targets from './catalogue/targets.json' with { type: 'json' };
import whatWentWrong from './catalogue/what-went-wrong.json' with { type: 'json' };

/** What a new unit starts with: fields, procedures, the plan's targets and the drafts of the questionnaire. */
export const startingCatalogue = { fields, procedures, targets, questionnaire, questionnaireCurrent, whatWentWrong };

/** Days off and worked Saturdays, as decreed year by year. */
export const holidayCalendar = holidays;
