// Adds `palabre tally` to the command line. Called by run.
#include "app/tally_flags.hpp"

#include <CLI/CLI.hpp>

namespace palabre::app {
namespace {

void add_ranked_flags(CLI::App& command, recount::Flags& flags) {
  command.add_option("--strength", flags.strength, "schulze, ranked-pairs, condorcet: how strong a pairwise win is: winning (votes; default), margins or ratio");
  command.add_option("--rule", flags.rule, "stv: scotland (default), wigm or meek; greedy: a rule of Pabulib (default: the one of the file)");
  command.add_option("--seats", flags.seats, "stv, approval, score, quadratic, phragmen: how many are elected, when the file does not say or another number is wanted");
}

void add_budget_flags(CLI::App& command, recount::Flags& flags) {
  command.add_option("--utility", flags.utility, "equal-shares: what a project is worth to a supporter: cost (default) or cardinality (each the same)");
  command.add_option("--completion", flags.completion, "equal-shares: how the rest of the money is spent: none (default), utilitarian, add1, add1u or add1e");
  command.add_option("--step", flags.step, "equal-shares: how much add1, add1u and add1e raise every voter's money at a time (default: 1)");
}

void add_mark_flags(CLI::App& command, recount::Flags& flags) {
  command.add_option("--quorum", flags.quorum, "approval, majority: a share such as 20% or 1/5, or a number of people");
  command.add_option("--quorum-of", flags.quorum_of, "approval, majority: of whom the quorum is a share: eligible, turnout or valid");
  command.add_option("--quorum-counts", flags.quorum_counts,
                     "approval, majority: what has to reach the quorum: turnout, valid (ballots) or support (votes for the option). Default: turnout against "
                     "the eligible, support against the turnout or valid ballots");
  command.add_option("--majority", flags.majority, "majority: the share of yes to be passed, such as 1/2 (default) or 2/3; with >= before it, to be reached");
  command.add_option("--majority-of", flags.majority_of, "majority: of whom it is a share: valid (yes and no; default), turnout or eligible");
  command.add_option("--max-choices", flags.max_choices, "approval: how many options a ballot may name");
  command.add_option("--over-votes", flags.over_votes, "approval: a ballot that names more is void (default), or truncate: its first names count");
  command.add_option("--by", flags.by, "score: sum (default; no grade is 0) or mean (no grade is no opinion)");
  command.add_option("--ties", flags.ties, "star: none (default; ties stay open) or official (matchups, sums, highest grades)");
  command.add_option("--eligible", flags.eligible, "approval, majority: how many may vote");
  command.add_option("--credits", flags.credits, "quadratic: how many credits each voter has, when the file does not say");
}

void add_people_flags(CLI::App& command, recount::Flags& flags) {
  command.add_option("--cap", flags.cap, "delegation: the most one person may weigh");
  command.add_option("--phase", flags.phase, "delegation: vote (default: weights of those who voted) or interest (of those who took part before the vote)");
  command.add_option("--k", flags.k, "opinion-groups: how many groups (default: as many as fit best)");
  command.add_option("--groups", flags.groups, "opinion-groups: a CSV file participant,group whose grouping is taken as given");
  command.add_option("--pool", flags.pool, "sortition, small-groups: CSV file of the people; a person is the column id, else the row's number");
  command.add_option("--quotas", flags.quotas, "sortition: CSV file category,feature,min,max (or feature,value,min,max)");
  command.add_option("--size", flags.size, "sortition: how many are drawn");
  command.add_option("--seed", flags.seed, "stv, irv, approval, score, quadratic: ties by lot; sortition, small-groups: the draw. Up to 64 hexadecimal digits; the same seed gives the same outcome");
  command.add_option("--household", flags.household, "sortition: column of the household; at most one person of each is drawn");
  command.add_option("--leaving", flags.leaving, "sortition: people of the drawn panel who cannot come, with commas between; others are drawn for them")->delimiter(',')->allow_extra_args(false);
  command.add_option("--unavailable", flags.unavailable, "sortition: people who cannot come in for those, with commas between")->delimiter(',')->allow_extra_args(false);
  command.add_option("--tables", flags.tables, "small-groups: how many tables");
  command.add_option("--rounds", flags.rounds, "small-groups: how many rounds");
  command.add_option("--diversify", flags.diversify, "small-groups: columns to mix at each table, with commas between")->delimiter(',')->allow_extra_args(false);
  command.add_option("--cluster", flags.cluster, "small-groups: columns whose rare values are seated together, with commas between")->delimiter(',')->allow_extra_args(false);
}

}  // namespace

CLI::App* add_tally(CLI::App& app, recount::TallyCommand& command) {
  auto* tally = app.add_subcommand("tally", "Count a file of votes again and say why the outcome is what it is; `tally --list` explains the methods");
  tally->footer("palabre tally METHOD FILE [flags]         count; FILE - is standard input\n"
                "palabre tally convert FILE --to DIR       write as our own JSON\n"
                "palabre tally --list                      explain the methods and formats\n"
                "Exit codes: 0 done, 1 the file is faulty or cannot be counted so, 2 not understood.");
  tally->add_option("method", command.method, "schulze, stv, equal-shares, …; or convert");
  tally->add_option("file", command.file, "BLT, ABIF, Pabulib, abcvoting YAML, Polis CSV or our own JSON; - is standard input");
  tally->add_flag("--list", command.wants_list, "explain the methods and formats");
  tally->add_flag("--json", command.wants_json, "print one JSON object and nothing else");
  tally->add_option("--input-format", command.input_format, "blt, abif, pabulib, abcvoting, polis or json, when the content is misjudged");
  tally->add_option("--to", command.to, "convert: the folder to write into");
  tally->add_flag("--force", command.may_overwrite, "convert: write over files that are there");
  add_ranked_flags(*tally, command.flags);
  add_budget_flags(*tally, command.flags);
  add_mark_flags(*tally, command.flags);
  add_people_flags(*tally, command.flags);
  return tally;
}

}  // namespace palabre::app
