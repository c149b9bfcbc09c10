// Redesigns and phases in the database. Called by the acts and views of this slice and of the slices above it.
#pragma once
#include "db/tx.hpp"
#include "redesigns/phase.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::redesigns {

struct Redesign {
  RedesignId id;
  std::string slug;
  RedesignState state{};
  OrganisationId organisation;
  std::string service_area;
  std::vector<std::string> languages;   // first is the original
  std::string texts_json;               // see schema/README.md, "texts of a redesign"
  std::string power_level;
  std::string territory;
  std::optional<double> latitude, longitude;
  std::optional<std::int64_t> population, budget_eur;
  int answer_days = 30;
  std::int64_t ideas = 0, comments = 0, supports = 0, answers = 0;
  Instant created_at, updated_at;
};

std::optional<Redesign> find_redesign(db::Tx& tx, std::string_view slug);
std::optional<Redesign> find_redesign(db::Tx& tx, RedesignId id);
/// Those anybody may see: not draft, review or cancelled.
std::vector<Redesign> load_public_redesigns(db::Tx& tx);
/// Those in which the person holds a role, whatever their state.
std::vector<Redesign> load_redesigns_of(db::Tx& tx, PersonId person);
std::vector<Phase> load_phases(db::Tx& tx, RedesignId redesign);
std::optional<Phase> find_phase(db::Tx& tx, PhaseId id);
bool is_public(RedesignState state);

/// "redesign:12", the channel of everything in it; "idea:40", the subject of what happens to one idea.
std::string channel_of(RedesignId id);
std::string subject_of(IdeaId id);

}  // namespace palabre::redesigns
