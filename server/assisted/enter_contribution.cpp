// The act enter_contribution: finds or makes the person of the slip, and does in their name what the acts of the other slices do.
// Called by the API and by the pages of the desk.
#include "assisted/enter_contribution.hpp"

#include "assisted/slip.hpp"
#include "base/utf8.hpp"
#include "crypto/crypto.hpp"
#include "db/event_log.hpp"
#include "discussion/post_comment.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/propose_idea.hpp"
#include "ideas/support_idea.hpp"
#include "light/answer_question.hpp"
#include "light/react_to_idea.hpp"
#include "people/person_repo.hpp"

namespace palabre::assisted {
namespace {

constexpr std::string_view supported_sql = "SELECT 1 FROM idea_support WHERE idea_id = $1 AND person_id = $2";

/// Everything the entry says: the same key with other words is a mistake, never silently the old entry.
std::string fingerprint_of(const NewEntry& input) {
  std::string all;
  const auto add = [&all](std::string_view part) { all += std::to_string(part.size()) + ":" + std::string(part) + "\n"; };
  add(name_of(input.frame.kind));
  add(name_of(input.frame.source));
  add(std::to_string(input.frame.collected_on.unix_ms));
  for (const std::string* part : {&input.slip, &input.name, &input.contact, &input.text.title, &input.text.body, &input.text.language, &input.body}) add(*part);
  for (const std::int64_t id : {input.idea.value, input.parent.value, input.batch.value, input.choice, static_cast<std::int64_t>(input.stance)}) add(std::to_string(id));
  return crypto::digest(all);
}

Result<Entered> repeated(db::Tx& tx, const KeyedEntry& known, const NewEntry& input) {
  if (known.fingerprint != fingerprint_of(input)) return refuse(Reason::idempotency_mismatch, "this key was used for another entry; use a new one", "key");
  const auto entry = find_entry(tx, known.id).value();
  return Entered{known.id, find_slip(tx, entry.person).value().number, false, true};
}

Result<void> check_frame(const NewEntry& input) {
  if (input.key.empty()) return refuse(Reason::missing_field, "a key of its own for every entry", "key");
  if (input.key.size() > key_chars_max) return refuse(Reason::too_long, "at most 64 characters", "key");
  if (count_chars(input.contact) > contact_chars_max) return refuse(Reason::too_long, "at most 300 characters", "contact");
  return {};
}

Result<ideas::EntryWay> decide_way(db::Tx& tx, const redesigns::Redesign& redesign, const NewEntry& input) {
  if (!input.batch.is_set()) return ideas::EntryWay{true, {}};
  const auto batch = find_batch(tx, input.batch);
  if (!batch || batch->redesign != redesign.id) return refuse(Reason::not_found, "no such batch", "batch");
  const auto phase = decide_late_entry(*batch, input.frame, redesign.state, redesigns::load_phases(tx, redesign.id), tx.now());
  if (!phase) return phase.error();
  return ideas::EntryWay{true, *phase};
}

struct Found {
  Slip slip;
  bool is_new = false;
};

Result<std::string> checked_name(db::Tx& tx, const people::Actor& actor, const NewEntry& input) {
  if (input.name.empty() && !needs_name(input.frame.kind)) return std::string();
  if (input.name.empty()) return refuse(Reason::missing_field, "a name or initials, as the person wishes", "name");
  const auto facilitator = people::find_person(tx, actor.person);
  if (auto may = decide_name(input.name, facilitator ? facilitator->name : std::string()); !may) return may.error();
  return input.name;
}

/// The person of a slip that is known; one who gave marks only gets a name with their first words.
Result<Found> known_person(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, Slip slip, const NewEntry& input) {
  if (slip.redesign != redesign.id) return refuse(Reason::not_found, "this slip is of another redesign", "slip");
  if (slip.claimed_at) return refuse(Reason::gone, "this slip was claimed: the person takes part with an account now", "slip");
  if (!slip.name.empty() || !needs_name(input.frame.kind)) return Found{std::move(slip), false};
  const auto name = checked_name(tx, actor, input);
  if (!name) return name.error();
  people::save_profile(tx, slip.person, *name, slip.language);
  slip.name = *name;
  return Found{std::move(slip), false};
}

Result<Found> find_or_make_person(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const NewEntry& input) {
  const auto number = input.slip.empty() ? std::optional(new_slip()) : tidy_slip(input.slip);
  if (!number) return refuse(Reason::bad_field, "this is not the number of a slip: ten letters and digits, one is mistyped", "slip");
  if (auto slip = find_slip(tx, *number)) return known_person(tx, actor, redesign, std::move(*slip), input);
  const auto name = checked_name(tx, actor, input);
  if (!name) return name.error();
  return Found{save_new_slip(tx, redesign.id, *number, *name, input.frame.consent.language), true};
}

/// What the act of the other slice made or marked.
struct Done {
  IdeaId idea;
  CommentId comment;
  QuestionId question;
};

Refusal done_before() { return refuse(Reason::already_exists, "this slip did that already; it counts once", "slip"); }

/// The person of the slip, without any role: what they may do is what everybody may.
people::Actor person_as_actor(db::Tx& tx, PersonId id) {
  people::Actor person;
  person.person = id;
  person.opaque_id = people::find_person(tx, id).value().opaque_id;
  return person;
}

Result<Done> enter_idea(db::Tx& tx, const people::Actor& person, const redesigns::Redesign& redesign, const NewEntry& input, ideas::EntryWay way,
                        const Limits& limits) {
  ideas::ProposeIdea proposal;
  proposal.redesign = redesign.id;
  proposal.text = input.text;
  proposal.way = way;
  const auto proposed = ideas::propose_idea(tx, person, proposal, limits);
  if (!proposed) return proposed.error();
  return Done{proposed->id, {}, {}};
}

Result<Done> enter_comment(db::Tx& tx, const people::Actor& person, const NewEntry& input, ideas::EntryWay way, const Limits& limits) {
  discussion::PostComment comment;
  comment.idea = input.idea;
  comment.parent = input.parent;
  comment.stance = input.stance;
  comment.language = input.text.language;
  comment.body = input.body;
  comment.way = way;
  const auto posted = discussion::post_comment(tx, person, comment, limits);
  if (!posted) return posted.error();
  return Done{input.idea, posted->comment, {}};
}

Result<Done> enter_support(db::Tx& tx, const people::Actor& person, const NewEntry& input, ideas::EntryWay way) {
  if (tx.rows(supported_sql, input.idea, person.person).next()) return done_before();
  const auto counted = ideas::support_idea(tx, person, input.idea, way);
  if (!counted) return counted.error();
  return Done{input.idea, {}, {}};
}

Result<Done> enter_light(db::Tx& tx, const people::Actor& person, const redesigns::Redesign& redesign, const NewEntry& input) {
  const light::Participant who{person.person, person.opaque_id, false, {}};
  if (input.frame.kind == EntryKind::reaction) {
    const auto reacted = light::react_to_idea(tx, who, input.idea);
    if (!reacted) return reacted.error();
    if (!reacted->is_changed) return done_before();
    return Done{input.idea, {}, {}};
  }
  if (light::load_own_marks(tx, light::find_contributor(tx, person.person), redesign.id).choice > 0) return done_before();
  const auto answered = light::answer_question(tx, who, redesign, input.choice);
  if (!answered) return answered.error();
  return Done{{}, {}, answered->question.id};
}

Result<Done> enter(db::Tx& tx, const people::Actor& person, const redesigns::Redesign& redesign, const NewEntry& input, ideas::EntryWay way,
                   const Limits& limits) {
  const bool has_idea = input.frame.kind == EntryKind::comment || input.frame.kind == EntryKind::support || input.frame.kind == EntryKind::reaction;
  const auto home = has_idea ? ideas::load_redesign_of(tx, input.idea) : Result<RedesignId>(redesign.id);
  if (!home || *home != redesign.id) return refuse(Reason::bad_field, "no such idea in this redesign", "idea");
  switch (input.frame.kind) {
    case EntryKind::idea: return enter_idea(tx, person, redesign, input, way, limits);
    case EntryKind::comment: return enter_comment(tx, person, input, way, limits);
    case EntryKind::support: return enter_support(tx, person, input, way);
    case EntryKind::reaction:
    case EntryKind::answer: break;
  }
  return enter_light(tx, person, redesign, input);
}

Entry entry_of(const people::Actor& actor, const redesigns::Redesign& redesign, const NewEntry& input, const Slip& slip, const Done& done) {
  Entry entry;
  entry.redesign = redesign.id;
  entry.person = slip.person;
  entry.facilitator = actor.person;
  entry.kind = input.frame.kind;
  entry.idea = done.idea;
  entry.comment = done.comment;
  entry.question = done.question;
  entry.source = input.frame.source;
  entry.collected_on = input.frame.collected_on;
  entry.consent = input.frame.consent;
  entry.batch = input.batch;
  entry.fingerprint = fingerprint_of(input);
  return entry;
}

}  // namespace

Result<Entered> enter_contribution(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const NewEntry& input,
                                   const Limits& limits) {
  if (auto may = decide_entry(actor, input.frame, tx.now()); !may) return may.error();
  if (auto fits = check_frame(input); !fits) return fits.error();
  if (const auto known = find_entry_by_key(tx, redesign.id, input.key)) return repeated(tx, *known, input);
  const auto way = decide_way(tx, redesign, input);
  if (!way) return way.error();
  const auto found = find_or_make_person(tx, actor, redesign, input);
  if (!found) return found.error();
  const auto done = enter(tx, person_as_actor(tx, found->slip.person), redesign, input, *way, limits);
  if (!done) return done.error();
  if (!input.contact.empty()) save_contact(tx, found->slip.person, input.contact);
  const auto id = save_new_entry(tx, entry_of(actor, redesign, input, found->slip, *done), input.key);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(redesign.id), done->idea.is_set() ? redesigns::subject_of(done->idea) : std::string(),
                   "entry.added", R"({"redesign":")" + redesign.id.text() + R"(","entry":")" + id.text() + R"(","kind":")" +
                   std::string(name_of(input.frame.kind)) + R"(","source":")" + std::string(name_of(input.frame.source)) + "\"}");
  return Entered{id, found->slip.number, found->is_new, false};
}

}  // namespace palabre::assisted
