import { type Proposal, type ProposalInput, propose } from './propose';

/** Of a file of addresses that must not be mailed one column counts, and nothing in it is asked. */
export function proposeSuppression(input: ProposalInput): Proposal {
  const proposal = propose({ ...input, given: { ...input.given, answers: { file_of_opt_outs: 'people' } } });
  const columns = proposal.columns.filter(({ field }) => field === 'email');
  return {
    ...proposal,
    columns,
    mapping: Object.fromEntries(columns.map(({ index, field }) => [String(index), field])),
    options: { ...proposal.options, consent: null, mode: 'update', matchBy: 'email', tags: [] },
    questions: [],
    warnings: proposal.warnings.filter(({ code }) => code !== 'opt_out_left_out'),
  };
}
