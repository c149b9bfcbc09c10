// The acts on the texts of a redesign by language, by way of the acts on redesign, phases and question.
// Called by the routes under /redesigns/{slug}/texts and /languages, and by the texts page.
#include "planning/edit_texts.hpp"

#include "base/utf8.hpp"
#include "light/edit_light.hpp"
#include "light/light_repo.hpp"
#include "redesigns/add_phase.hpp"
#include "redesigns/edit_redesign.hpp"
#include "redesigns/redesign.hpp"

#include <algorithm>
#include <charconv>

namespace palabre::planning {

using redesigns::Redesign;
using redesigns::TextsByLanguage;

namespace {

/// One language's words, sorted by what they belong to.
struct Sorted {
  redesigns::EditRedesign redesign;
  std::vector<std::pair<PhaseId, std::string>> phases;
  light::EditLight light;
  bool touches_redesign = false, touches_light = false;
};

void set_text(TextsByLanguage& texts, const std::string& language, const std::string& text) {
  if (text.empty()) texts.erase(language);
  else texts[language] = text;
}

std::string tail_of(std::string_view key) {
  const auto dot = key.find('.');
  return dot == std::string_view::npos ? std::string() : std::string(key.substr(dot + 1));
}

std::size_t place_in(std::string_view key) {
  const std::string tail = tail_of(key);
  std::size_t place = 0;
  std::from_chars(tail.data(), tail.data() + tail.size(), place);
  return place;
}

TextsByLanguage* single_text(redesigns::EditRedesign& edit, std::string_view key) {
  if (key == "title") return &edit.title;
  if (key == "summary") return &edit.summary;
  if (key == "easy_read") return &edit.easy_read;
  if (key == "aim") return &edit.aim;
  if (key == "promise") return &edit.promise;
  if (key == "decides") return &edit.decides;
  return nullptr;
}

/// What can only be said in the original first: nothing could be shown in its place.
bool is_bound(const GridText& text) { return text.key == "title" || text.number > 0 || text.kind == "question"; }

Result<const GridText*> decide_text(const std::vector<GridText>& grid, const Redesign& redesign, const TextEdit& edit, const std::string& language) {
  const auto found = std::find_if(grid.begin(), grid.end(), [&](const GridText& text) { return text.key == edit.key; });
  if (found == grid.end()) return refuse(Reason::not_found, "no such text here", edit.key);
  if (count_chars(edit.text) > found->chars_max)
    return refuse(Reason::too_long, "at most " + std::to_string(found->chars_max) + " characters", edit.key);
  if (edit.text.empty() && language == redesign.languages.front() && is_bound(*found) && has_language(*found, language))
    return refuse(Reason::missing_field, "in the original language this text stays", edit.key);
  return &*found;
}

void sort_in(Sorted& sorted, const GridText& text, const std::string& language, const std::string& words) {
  if (auto* single = single_text(sorted.redesign, text.key)) {
    (*single)[language] = words;
    sorted.touches_redesign = true;
  } else if (text.kind == "can_change" || text.kind == "fixed_points") {
    auto& list = text.kind == "can_change" ? sorted.redesign.can_change : sorted.redesign.fixed_points;
    set_text(list->at(place_in(text.key)), language, words);
    sorted.touches_redesign = true;
  } else if (text.kind == "phase") {
    sorted.phases.emplace_back(PhaseId::parse(tail_of(text.key)).value_or(PhaseId{}), words);
  } else {
    auto& question = *sorted.light.question;
    set_text(text.kind == "question" ? question.texts : question.choices.at(place_in(text.key)).texts, language, words);
    sorted.touches_light = true;
  }
}

/// True when something changed; that nothing would is no refusal within a larger act.
template <class T>
Result<bool> done(const Result<T>& result) {
  if (result) return true;
  if (result.error().reason == Reason::nothing_changed) return false;
  return result.error();
}

Result<bool> save_all(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const Sorted& sorted, const std::string& language) {
  bool has_changed = false;
  if (sorted.touches_redesign) {
    const auto saved = done(redesigns::edit_redesign(tx, actor, redesign, sorted.redesign));
    if (!saved) return saved.error();
    has_changed = *saved;
  }
  for (const auto& [id, words] : sorted.phases) {
    const auto phase = redesigns::find_phase(tx, id);
    redesigns::EditPhase edit;
    edit.titles.emplace()[language] = words;
    const auto saved = done(redesigns::edit_phase(tx, actor, *phase, edit));
    if (!saved) return saved.error();
    has_changed = has_changed || *saved;
  }
  if (!sorted.touches_light) return has_changed;
  const auto saved = done(light::edit_light(tx, actor, redesign, sorted.light));
  if (!saved) return saved.error();
  return has_changed || *saved;
}

void erase_language(std::vector<TextsByLanguage>& list, const std::string& language) {
  for (auto& point : list) point.erase(language);
  std::erase_if(list, [](const TextsByLanguage& point) { return point.empty(); });
}

void forget_in_phases(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const std::string& language) {
  for (const auto& phase : redesigns::load_phases(tx, redesign.id)) {
    if (!phase.titles.contains(language)) continue;
    redesigns::EditPhase edit;
    edit.titles.emplace()[language];
    (void)redesigns::edit_phase(tx, actor, phase, edit);
  }
}

void forget_in_question(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const std::string& language) {
  const auto before = light::load_light(tx, redesign.id);
  if (!before.question || before.question->answers > 0) return;
  light::EditLight wanted{before.is_on, before.question, false};
  wanted.question->texts.erase(language);
  for (auto& choice : wanted.question->choices) choice.texts.erase(language);
  (void)light::edit_light(tx, actor, redesign, wanted);
}

}  // namespace

std::vector<GridText> load_texts(db::Tx& tx, const Redesign& redesign) {
  return texts_of(redesigns::parse_redesign_texts(redesign.texts_json), redesigns::load_phases(tx, redesign.id), light::load_light(tx, redesign.id));
}

Result<Redesign> edit_texts(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const EditTexts& input) {
  if (auto may = redesigns::decide_redesign_edit(redesign.state, actor); !may) return may.error();
  if (input.updated_at && *input.updated_at != redesign.updated_at)
    return refuse(Reason::stale_version, "somebody edited this redesign since you read it; read it again", "updated_at");
  if (std::find(redesign.languages.begin(), redesign.languages.end(), input.language) == redesign.languages.end())
    return refuse(Reason::bad_field, "not a language of this redesign; add it first", "language");
  const auto grid = load_texts(tx, redesign);
  const auto before = light::load_light(tx, redesign.id);
  const auto texts = redesigns::parse_redesign_texts(redesign.texts_json);
  Sorted sorted;
  sorted.redesign.can_change = texts.can_change;
  sorted.redesign.fixed_points = texts.fixed_points;
  sorted.light = {before.is_on, before.question, false};
  for (const TextEdit& edit : input.texts) {
    const auto text = decide_text(grid, redesign, edit, input.language);
    if (!text) return text.error();
    sort_in(sorted, **text, input.language, edit.text);
  }
  const auto saved = save_all(tx, actor, redesign, sorted, input.language);
  if (!saved) return saved.error();
  if (!*saved) return refuse(Reason::nothing_changed, "nothing in these texts would change");
  return *redesigns::find_redesign(tx, redesign.id);
}

Result<Redesign> add_language(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const std::string& language) {
  if (auto may = redesigns::decide_redesign_edit(redesign.state, actor); !may) return may.error();
  if (std::find(redesign.languages.begin(), redesign.languages.end(), language) != redesign.languages.end())
    return refuse(Reason::already_exists, "the redesign is in this language already", "language");
  if (redesign.languages.size() >= languages_max) return refuse(Reason::bad_field, "at most 20 languages", "language");
  redesigns::EditRedesign edit;
  edit.languages = redesign.languages;
  edit.languages->push_back(language);
  auto edited = redesigns::edit_redesign(tx, actor, redesign, edit);
  if (!edited && edited.error().field == "languages") return refuse(Reason::bad_field, edited.error().detail, "language");
  return edited;
}

Result<Redesign> remove_language(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const std::string& language) {
  if (auto may = redesigns::decide_redesign_edit(redesign.state, actor); !may) return may.error();
  if (language == redesign.languages.front()) return refuse(Reason::bad_field, "the original language stays", "language");
  redesigns::EditRedesign edit;
  edit.languages = redesign.languages;
  if (std::erase(*edit.languages, language) == 0) return refuse(Reason::not_found, "the redesign is not in this language", "language");
  for (auto* texts : {&edit.title, &edit.summary, &edit.easy_read, &edit.aim, &edit.promise, &edit.decides}) (*texts)[language] = "";
  const auto texts = redesigns::parse_redesign_texts(redesign.texts_json);
  edit.can_change = texts.can_change;
  edit.fixed_points = texts.fixed_points;
  erase_language(*edit.can_change, language);
  erase_language(*edit.fixed_points, language);
  const auto edited = redesigns::edit_redesign(tx, actor, redesign, edit);
  if (!edited) return edited.error();
  forget_in_phases(tx, actor, redesign, language);
  forget_in_question(tx, actor, redesign, language);
  return *redesigns::find_redesign(tx, redesign.id);
}

}  // namespace palabre::planning
