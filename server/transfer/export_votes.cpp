// The queries of the export about votes: what stood on the ballot, the paper, and, once published, every ballot and the result.
// Called by export_tables.
#include "transfer/export_votes.hpp"

namespace palabre::transfer {
namespace {

// No number but how many ballots were cast leaves before the results are published.
constexpr std::string_view exported_votes_sql = R"sql(
  SELECT v.id, v.redesign_id, v.phase_id, v.method, v.texts, v.seats, v.choices_max, v.budget, v.currency, v.cast_count, v.imported, v.frozen_at,
         CASE WHEN p.state = 'results_published' THEN v.counted_at END, CASE WHEN p.state = 'results_published' THEN v.root END,
         CASE WHEN p.state = 'results_published' THEN v.result END, v.signed_at
  FROM vote v JOIN phase p ON p.id = v.phase_id JOIN redesign r ON r.id = v.redesign_id WHERE @redesigns ORDER BY v.id)sql";
constexpr std::string_view exported_options_sql = R"sql(
  SELECT o.vote_id, o.position, o.idea_id, o.idea_version, o.texts, o.cost FROM vote_option o JOIN vote v ON v.id = o.vote_id
  JOIN redesign r ON r.id = v.redesign_id WHERE @redesigns ORDER BY o.vote_id, o.position)sql";
constexpr std::string_view exported_envelopes_sql = R"sql(
  SELECT t.id, t.vote_id, t.label, t.papers, t.spoiled, t.entered, t.opened_at, t.signed_at, t.lost_reason FROM vote_batch t
  JOIN vote v ON v.id = t.vote_id JOIN redesign r ON r.id = v.redesign_id WHERE @redesigns ORDER BY t.id)sql";
// In the order of what they say: the order of their receipts would let somebody who knows one find their own line.
constexpr std::string_view exported_ballots_sql = R"sql(
  SELECT b.vote_id, b.channel, b.weight, b.choices FROM ballot b JOIN vote v ON v.id = b.vote_id JOIN phase p ON p.id = v.phase_id
  JOIN redesign r ON r.id = v.redesign_id WHERE @redesigns AND p.state = 'results_published'
  ORDER BY b.vote_id, b.choices, b.channel, b.weight)sql";

}  // namespace

std::vector<ExportedTable> exported_votes() {
  using enum CellType;
  return {
      {"vote",
       exported_votes_sql,
       {{"id", id}, {"redesign", id}, {"phase", id}, {"method", text}, {"question", json}, {"seats", integer}, {"choices_max", integer},
        {"budget", integer}, {"currency", text}, {"cast", integer}, {"imported", integer}, {"frozen_at", moment}, {"counted_at", moment},
        {"root", text}, {"result", json}, {"signed_at", moment}}},
      {"vote_option",
       exported_options_sql,
       {{"vote", id}, {"position", integer}, {"idea", id}, {"version", integer}, {"texts", json}, {"cost", integer}}},
      {"vote_batch",
       exported_envelopes_sql,
       {{"id", id}, {"vote", id}, {"label", text}, {"papers", integer}, {"spoiled", integer}, {"entered", integer}, {"opened_at", moment},
        {"signed_at", moment}, {"lost_reason", text}}},
      {"ballot", exported_ballots_sql, {{"vote", id}, {"channel", text}, {"weight", integer}, {"choices", json}}},
  };
}

}  // namespace palabre::transfer
