import type { Case, Display } from '../client.ts';
import { type Texts, useTexts } from '../language.ts';
import { fill } from '../words/fill.ts';
import { CallButton } from './call-button.tsx';
import { type Column, DataTable } from './data-table.tsx';
import { SlipLink } from './qr-panel.tsx';

interface Props {
  readonly cases: readonly Case[];
  readonly busy: boolean;
  fieldName(fieldId: string): string;
  showCode(caseCode: string): void;
  /** The counter's screen to which a code can be called; absent where there is none. */
  readonly display?: Display | undefined;
}

/** Cases with what one does to them at the counter. */
export function CaseTable({ cases, busy, fieldName, showCode, display }: Props) {
  const texts = useTexts();
  const { words, format } = texts;
  const { columns } = words.caseList;
  const list: Column<Case>[] = [
    {
      key: 'case',
      heading: columns.caseCode,
      cell: ({ caseCode }) => <a href={`/admin/cases/${encodeURIComponent(caseCode)}`}>{caseCode}</a>,
    },
    {
      key: 'procedure',
      heading: columns.procedure,
      cell: ({ procedure, procedureName, field }) => (
        <>
          {procedureName}
          <small>
            {procedure} · {fieldName(field)}
          </small>
        </>
      ),
    },
    {
      key: 'date',
      heading: columns.closedOn,
      cell: ({ closedOn }) => (closedOn ? format.tableDate(closedOn) : words.caseList.open),
    },
    { key: 'late', heading: columns.late, cell: (row) => <Lateness late={row.late} /> },
    { key: 'state', heading: columns.invitation, cell: (row) => <InvitationState closedCase={row} texts={texts} /> },
    {
      key: 'actions',
      heading: columns.actions,
      cell: (row) => <Actions closedCase={row} showCode={showCode} display={display} />,
    },
  ];
  return (
    <DataTable
      caption={words.caseList.title}
      columns={list}
      rows={cases}
      rowKey={({ caseCode }) => caseCode}
      busy={busy}
    />
  );
}

function Lateness({ late }: { late: boolean | null }) {
  const { words } = useTexts();
  if (late === null) return <span class="none">{words.caseList.noDue}</span>;
  return late ? <b class="late">{words.caseList.late}</b> : <span>{words.caseList.onTime}</span>;
}

function InvitationState({ closedCase, texts }: { closedCase: Case; texts: Texts }) {
  const { words, format } = texts;
  const { invitation } = closedCase;
  if (!invitation) return <span class="none">{words.caseList.open}</span>;
  const { state, expiresOn } = invitation;
  const until = state === 'open' || state === 'expired' ? words.stateUntil[state] : undefined;
  return (
    <>
      {state === 'open' ? words.states.open : <span class="none">{words.states[state]}</span>}
      {until && <small>{fill(until, { date: format.tableDate(expiresOn) })}</small>}
    </>
  );
}

function Actions(props: { closedCase: Case; showCode: (caseCode: string) => void; display: Display | undefined }) {
  const { closedCase, showCode, display } = props;
  const { words } = useTexts();
  const { caseCode, invitation } = closedCase;
  return (
    <span class="row-actions">
      {invitation?.state === 'open' && (
        <>
          <button
            type="button"
            class="quiet"
            aria-label={fill(words.invitation.showOf, { code: caseCode })}
            onClick={() => showCode(caseCode)}
          >
            {words.invitation.show}
          </button>
          <SlipLink closedCase={closedCase} />
          {display && <CallButton caseCode={caseCode} display={display} />}
        </>
      )}
      <a
        class="quiet"
        href={`/admin/cases/${encodeURIComponent(caseCode)}`}
        aria-label={fill(words.caseList.editCase, { code: caseCode })}
      >
        {words.caseList.edit}
      </a>
    </span>
  );
}
