// Reads the demo format: the redesign, organisations, people, phases; its ideas are read in demo_idea.cpp.
// Called by import_demo.
#include "transfer/demo_file.hpp"

#include "transfer/demo_commitment.hpp"
#include "transfer/demo_idea.hpp"
#include "transfer/demo_round.hpp"
#include "transfer/demo_vote.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {

template <class T>
T known(JsonFields& fields, std::string_view name, std::optional<T> (*find)(std::string_view)) {
  const std::string word = fields.text(name);
  const auto found = find(word);
  if (!found) fields.fault(name, "is not known: " + word);
  return *found;
}

std::vector<redesigns::TextsByLanguage> read_text_list(JsonFields& fields, std::string_view name) {
  std::vector<redesigns::TextsByLanguage> list;
  for (const auto& item : fields.value(name)) {
    redesigns::TextsByLanguage texts;
    for (const auto& [language, text] : item.items())
      if (text.is_string()) texts[language] = text.get<std::string>();
    list.push_back(std::move(texts));
  }
  return list;
}

/// The question of light contributions: two to six choices.
std::optional<light::Question> read_question(JsonFields fields) {
  light::Question question;
  question.texts = fields.texts("text");
  for (auto& texts : read_text_list(fields, "choices")) question.choices.push_back({std::move(texts), 0});
  if (question.choices.size() < light::choices_min || question.choices.size() > light::choices_max) fields.fault("choices", "needs two to six");
  return question;
}

/// Who decides: the promise says what binds, the owner says whom; in the languages that have both.
redesigns::TextsByLanguage who_decides(const redesigns::TextsByLanguage& promise, const redesigns::TextsByLanguage& owner) {
  redesigns::TextsByLanguage decides;
  for (const auto& [language, text] : promise) {
    const auto name = owner.find(language);
    if (name == owner.end()) continue;
    const std::string_view colon = language == "fr" ? "\u00A0: " : ": ";
    decides[language] = name->second + std::string(colon) + text;
  }
  return decides;
}

void read_territory(JsonFields fields, DemoRedesign& redesign, std::vector<KeptItem>& kept) {
  redesign.territory = fields.text_or("label", "");
  redesign.population = fields.maybe_integer("population");
  if (fields.has("center")) {
    JsonFields center = fields.object("center");
    redesign.latitude = center.maybe_real("lat");
    redesign.longitude = center.maybe_real("lon");
    if (redesign.latitude.has_value() != redesign.longitude.has_value()) center.fault("lat", "needs lat and lon together");
  }
  keep_left(fields, "process.territory", "process", kept);
}

/// What is open to change: the challenges where the file lists them, else the aim the redesign gives itself.
void read_scope(const ordered_json& root, DemoRedesign& redesign) {
  if (const auto challenges = root.find("challenges"); challenges != root.end() && challenges->is_array()) {
    for (const auto& challenge : *challenges) {
      JsonFields fields(challenge, "challenges");
      redesign.texts.can_change.push_back(fields.texts("title"));
    }
  }
  if (redesign.texts.can_change.empty() && !redesign.texts.aim.empty()) redesign.texts.can_change.push_back(redesign.texts.aim);
}

DemoRedesign read_redesign(const ordered_json& root, std::vector<KeptItem>& kept) {
  JsonFields fields(root.at("process"), "process");
  DemoRedesign redesign;
  redesign.slug = fields.text("slug");
  redesign.state = known(fields, "state", redesigns::redesign_state_of);
  redesign.owner_organisation = fields.text_or("owner_org", "");
  redesign.service_area = fields.text_or("service_area", "");
  for (const auto& language : fields.value("langs"))
    if (language.is_string()) redesign.languages.push_back(language.get<std::string>());
  if (redesign.languages.empty()) fields.fault("langs", "is missing");
  redesign.texts.title = fields.texts("title");
  redesign.texts.summary = fields.maybe_texts("summary");
  redesign.texts.easy_read = fields.maybe_texts("easy_read");
  redesign.texts.fixed_points = read_text_list(fields, "fixed_points");
  redesign.budget_eur = fields.maybe_integer("budget_eur");
  if (fields.has("light_question")) redesign.question = read_question(fields.object("light_question"));
  if (fields.has("territory")) read_territory(fields.object("territory"), redesign, kept);
  JsonFields promise = fields.object("power_promise");
  redesign.power_level = promise.text("level");
  constexpr std::array<std::string_view, 5> levels{"inform", "consult", "involve", "collaborate", "empower"};
  if (std::find(levels.begin(), levels.end(), redesign.power_level) == levels.end()) promise.fault("level", "is not known: " + redesign.power_level);
  redesign.texts.promise = promise.maybe_texts("text");
  keep_left(promise, "process.power_promise", "process", kept);
  if (fields.has("roadmap_answers")) redesign.texts.aim = JsonFields(root["process"]["roadmap_answers"], "roadmap_answers").maybe_texts("aim");
  read_scope(root, redesign);
  keep_left(fields, "process", "process", kept);  // the charter and the roadmap's answers whole, the source of inspiration
  return redesign;
}

DemoOrganisation read_organisation(JsonFields fields, std::vector<KeptItem>& kept) {
  DemoOrganisation organisation{fields.text("id"), fields.text("kind"), fields.texts("name")};
  constexpr std::array<std::string_view, 6> kinds{"public_authority", "association", "company", "provider", "education", "other"};
  if (std::find(kinds.begin(), kinds.end(), organisation.kind) == kinds.end()) organisation.kind = "other";
  keep_left(fields, "organisation", organisation.id, kept);
  return organisation;
}

std::string our_role(std::string_view role) {
  if (role == "agency_officer" || role == "officer") return "officer";
  if (role == "process_owner" || role == "owner") return "owner";
  if (role == "moderator" || role == "lead_moderator") return "moderator";
  if (role == "facilitator") return "facilitator";
  return "";
}

DemoPerson read_person(JsonFields fields, std::vector<KeptItem>& kept) {
  DemoPerson person{fields.text("id"), fields.text("name"), {}};
  bool is_told_whole = true;
  const auto& roles = fields.value("roles");
  for (const auto& item : roles) {
    const std::string role = item.is_string() ? item.get<std::string>() : std::string();
    const std::string ours = our_role(role);
    if (!ours.empty()) person.roles.push_back(ours);
    is_told_whole = is_told_whole && (role == "participant" || (!ours.empty() && role != "lead_moderator"));
  }
  if (!is_told_whole) kept.push_back({"person.roles", person.id, roles.dump()});
  const auto& channel = fields.value("channel");
  if (channel.is_string() && channel != "online") kept.push_back({"person.channel", person.id, channel.dump()});
  keep_left(fields, "person", person.id, kept);
  return person;
}

DemoPhase read_phase(JsonFields fields, std::vector<KeptItem>& kept) {
  DemoPhase phase;
  phase.id = fields.text("id");
  phase.type = known(fields, "type", redesigns::phase_type_of);
  phase.stage = known(fields, "stage", redesigns::stage_of);
  phase.state = known(fields, "state", redesigns::phase_state_of);
  phase.titles = fields.texts("title");
  phase.start_day = read_day(fields, "start_day");
  phase.end_day = read_day(fields, "end_day");
  if (phase.end_day < phase.start_day) fields.fault("end_day", "is before start_day");
  keep_left(fields, "phase", phase.id, kept);
  return phase;
}

/// Reads each element of the list `name` with `read`; a faulty one is noted and left out.
template <class Read>
void read_rows(const ordered_json& root, const std::string& name, DemoFile& file, Read&& read) {
  const auto list = root.find(name);
  if (list == root.end() || !list->is_array()) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = name + "[" + std::to_string(i) + "]";
    try {
      read(JsonFields((*list)[i], path));
    } catch (const RowFault& fault) {
      file.problems.push_back({fault.where(), fault.what()});
      ++file.bad[name];
    } catch (const ordered_json::exception&) {
      file.problems.push_back({path, "holds something of another kind than the format says"});
      ++file.bad[name];
    }
  }
}

/// Everything at the top of the file that is not read above: one kept item for each element of a list.
void keep_top(const ordered_json& root, DemoFile& file) {
  const std::set<std::string> homes{"schema", "time", "process", "organisations", "people", "phases", "ideas", "ballots", "commitments", "deliberation_rounds"};
  for (const auto& [name, value] : root.items()) {
    if (homes.contains(name)) continue;
    if (!value.is_array()) {
      file.kept.push_back({name, name, value.dump()});
      continue;
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      const bool has_id = value[i].is_object() && value[i].contains("id") && value[i]["id"].is_string();
      file.kept.push_back({name, name + ":" + (has_id ? value[i]["id"].get<std::string>() : std::to_string(i)), value[i].dump()});
    }
  }
}

/// Which ideas stood on which vote's ballot.
void read_votes(const ordered_json& root, DemoFile& file) {
  read_rows(root, "ballots", file, [&](JsonFields fields) {
    DemoVote row = read_demo_vote(fields, root, file);
    for (auto& idea : file.ideas)
      if (std::find(row.ideas.begin(), row.ideas.end(), idea.id) != row.ideas.end()) idea.ballot_phase = row.phase;
    file.votes.push_back(std::move(row));
  });
}

/// A merge needs an idea to go to: not itself, and not one that goes nowhere.
void check_merges(DemoFile& file) {
  std::map<std::string, std::string> target;
  for (const auto& idea : file.ideas) target[idea.id] = idea.merged_into;
  const auto ends = [&target](std::string id) {
    for (std::size_t steps = 0; steps <= target.size(); ++steps) {
      const auto found = target.find(id);
      if (found == target.end()) return false;
      if (found->second.empty()) return true;
      id = found->second;
    }
    return false;
  };
  std::erase_if(file.ideas, [&](const DemoIdea& idea) {
    if (ends(idea.id)) return false;
    file.problems.push_back({"ideas." + idea.id + ".merged_into", "does not lead to an idea of this file"});
    ++file.bad["ideas"];
    return true;
  });
}

void read_lists(const ordered_json& root, DemoFile& file) {
  std::set<std::string> seen;
  const auto once = [&seen](const std::string& kind, const std::string& id, const JsonFields& fields) {
    if (!seen.insert(kind + ":" + id).second) fields.fault("id", "stands twice in this file: " + id);
  };
  read_rows(root, "organisations", file, [&](JsonFields fields) {
    auto row = read_organisation(fields, file.kept);
    once("organisation", row.id, fields);
    file.organisations.push_back(std::move(row));
  });
  read_rows(root, "people", file, [&](JsonFields fields) {
    auto row = read_person(fields, file.kept);
    once("person", row.id, fields);
    file.people.push_back(std::move(row));
  });
  read_rows(root, "phases", file, [&](JsonFields fields) {
    auto row = read_phase(fields, file.kept);
    once("phase", row.id, fields);
    file.phases.push_back(std::move(row));
  });
  read_rows(root, "ideas", file, [&](JsonFields fields) {
    once("idea", JsonFields(fields).text("id"), fields);
    DemoIdea row = read_demo_idea(fields, file);
    for (const auto& comment : row.comments) once("comment", comment.id, fields);
    file.ideas.push_back(std::move(row));
  });
  read_rows(root, "deliberation_rounds", file, [&](JsonFields fields) {
    auto row = read_demo_round(fields, file);
    once("deliberation_round", row.id, fields);
    file.rounds.push_back(std::move(row));
  });
}

}  // namespace

void keep_left(const JsonFields& fields, const std::string& kind, const std::string& key, std::vector<KeptItem>& kept) {
  fields.for_each_left([&](const std::string& name, const ordered_json& value) {
    const std::string whole_kind = kind + "." + name;
    kept.push_back({whole_kind, key + ":" + name, value.dump()});
  });
}

bool DemoFile::has_person(std::string_view id) const {
  return std::any_of(people.begin(), people.end(), [id](const DemoPerson& person) { return person.id == id; });
}

Result<DemoFile> parse_demo(std::string_view text) {
  const ordered_json root = ordered_json::parse(text, nullptr, false);
  if (root.is_discarded()) return refuse(Reason::bad_json, "this is not a JSON file");
  if (!root.is_object() || root.value("schema", ordered_json()) != "cocreation-demo/1")
    return refuse(Reason::bad_field, "this file does not say \"schema\": \"cocreation-demo/1\"", "schema");
  if (!root.contains("process")) return refuse(Reason::missing_field, "the file has no process", "process");
  DemoFile file;
  try {
    file.redesign = read_redesign(root, file.kept);
    read_lists(root, file);
  } catch (const RowFault& fault) {
    return refuse(Reason::bad_field, fault.where() + " " + fault.what(), fault.where());
  } catch (const ordered_json::exception& fault) {
    return refuse(Reason::bad_field, std::string("the file is not built as the format says: ") + fault.what());
  }
  for (const auto& organisation : file.organisations)
    if (organisation.id == file.redesign.owner_organisation)
      file.redesign.texts.decides = who_decides(file.redesign.texts.promise, organisation.names);
  check_merges(file);
  read_votes(root, file);
  read_rows(root, "commitments", file, [&](JsonFields fields) {
    DemoCommitment row = read_demo_commitment(fields, file);
    const auto is_same = [&row](const DemoCommitment& other) { return other.id == row.id; };
    if (std::any_of(file.commitments.begin(), file.commitments.end(), is_same)) fields.fault("id", "stands twice in this file: " + row.id);
    file.commitments.push_back(std::move(row));
  });
  keep_top(root, file);
  return file;
}

}  // namespace palabre::transfer
