/** Requests to copy into a terminal. They must work as they stand, with KEY and SECRET put in. */
export function exampleRequests(args: { readonly hookAddress: string; readonly today: string }): {
  readonly put: string;
  readonly batch: string;
  readonly hook: string;
} {
  const { hookAddress, today } = args;
  const cases = `${new URL(hookAddress).origin}/api/v1/cases`;
  const code = 'H24.30-250701-0001';
  const facts = `"procedure": "1.001193", "closedOn": "${today}"`;
  const data = `{"caseCode":"${code}","procedure":"1.001193","closedOn":"${today}"}`;
  const json = '-H "Content-Type: application/json"';
  return {
    put: [
      `curl -X PUT "${cases}/${code}" \\`,
      `  -H "Authorization: Bearer KEY" ${json} \\`,
      `  -d '{ ${facts} }'`,
    ].join('\n'),
    batch: [
      `curl "${cases}/batch" \\`,
      `  -H "Authorization: Bearer KEY" ${json} \\`,
      `  -d '{ "cases": [ { "caseCode": "${code}", ${facts} } ] }'`,
    ].join('\n'),
    hook: [
      "SECRET='SECRET'",
      'ID=msg_$(date +%s%N); TIME=$(date +%s)',
      `BODY='{"type":"case.test","timestamp":"'$(date -u +%FT%TZ)'","data":${data}}'`,
      'HEX=$(printf %s "$SECRET" | cut -c7- | base64 -d | od -An -v -tx1 | tr -d \' \\n\')',
      'SIGN=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$HEX" -binary | base64)',
      `curl "${hookAddress}" ${json} \\`,
      '  -H "webhook-id: $ID" -H "webhook-timestamp: $TIME" -H "webhook-signature: v1,$SIGN" -d "$BODY"',
    ].join('\n'),
  };
}
