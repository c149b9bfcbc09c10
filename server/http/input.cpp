// Turns a body into fields: strict JSON or a form. Called by every route that takes a body.
#include "http/input.hpp"

#include "http/input_state.hpp"
#include "http/utf8.hpp"

namespace palabre::http {
namespace {

using nlohmann::json;
constexpr int depth_max = 32;

/// Follows the parser to refuse what nlohmann would let pass: duplicate keys and endless nesting.
class StrictReader {
 public:
  bool see(int depth, json::parse_event_t event, json& parsed) {
    if (depth > depth_max) is_too_deep_ = true;
    if (event == json::parse_event_t::object_start) keys_.emplace_back();
    if (event == json::parse_event_t::object_end) keys_.pop_back();
    if (event == json::parse_event_t::key && !keys_.back().insert(parsed.get<std::string>()).second) {
      if (duplicate_.empty()) duplicate_ = parsed.get<std::string>();
    }
    return !is_too_deep_;
  }
  [[nodiscard]] bool is_too_deep() const { return is_too_deep_; }
  [[nodiscard]] const std::string& duplicate() const { return duplicate_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string duplicate_;
  bool is_too_deep_ = false;
};

/// Fills `parsed`, or says why not.
std::optional<Refusal> parse_strictly(std::string_view body, json& parsed) {
  if (!is_utf8(body)) return refuse(Reason::bad_encoding, "the body is not valid UTF-8");
  StrictReader reader;
  try {
    parsed = json::parse(body, [&reader](int depth, json::parse_event_t event, json& value) { return reader.see(depth, event, value); });
  } catch (const json::exception&) {
    return refuse(Reason::bad_json, "the body is not valid JSON");
  }
  if (reader.is_too_deep()) return refuse(Reason::bad_json, "the body is nested deeper than 32 levels");
  if (!reader.duplicate().empty()) return refuse(Reason::bad_json, "a field is there twice", reader.duplicate());
  if (!parsed.is_object()) return refuse(Reason::bad_json, "the body must be a JSON object");
  return std::nullopt;
}

}  // namespace

Input::Input(std::unique_ptr<State> state) : state_(std::move(state)) {}
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

Result<Input> Input::read(const Request& request) {
  if (request.content_type == "application/json") return from_json(request.body);
  if (request.content_type == "application/x-www-form-urlencoded") return from_form(request.body);
  if (request.content_type.empty() && request.body.empty()) return from_form({});
  return refuse(Reason::unsupported_media_type, "send application/json or application/x-www-form-urlencoded");
}

Result<Input> Input::from_json(std::string_view body) {
  auto state = std::make_unique<State>();
  if (auto refusal = parse_strictly(body, state->fields)) return std::move(*refusal);
  return Input(std::move(state));
}

Result<Input> Input::from_form(std::string_view body) {
  const auto pairs = parse_form(body);
  if (!pairs) return refuse(Reason::bad_encoding, "the form is not valid percent-encoded UTF-8");
  return from_fields(*pairs);
}

Input Input::from_fields(const std::vector<std::pair<std::string, std::string>>& fields) {
  auto state = std::make_unique<State>();
  state->is_form = true;
  for (const auto& [name, value] : fields) {
    auto& field = state->fields[name];
    if (field.is_null()) field = value;
    else if (field.is_string()) field = json::array({field, value});
    else field.push_back(value);
  }
  return Input(std::move(state));
}

bool Input::is_sent(std::string_view name) const { return state_->fields.contains(name); }

bool Input::has(std::string_view name) const {
  const auto found = state_->fields.find(name);
  if (found == state_->fields.end() || found->is_null()) return false;
  return !(state_->is_form && found->is_string() && found->get_ref<const std::string&>().empty());
}

void Input::ignore(std::string_view name) { state_->asked_for.emplace(name); }

void Input::refuse_field(Reason reason, std::string_view name, std::string_view detail) {
  // What depends on several fields says nothing while one of them cannot be read.
  if (!state_->first) state_->refuse_once(reason, name, detail);
}

std::optional<Refusal> Input::refusal() {
  if (state_->first) return state_->first;
  for (const auto& [name, value] : state_->fields.items()) {
    if (state_->asked_for.contains(name)) continue;
    // A long unknown name is not repeated back in full.
    state_->refuse_once(Reason::unknown_field, name.size() <= 64 ? name : "", "this field is not known here");
    break;
  }
  return state_->first;
}

std::optional<Input> Input::object(std::string_view name) {
  auto inner = std::make_unique<State>();
  inner->is_form = state_->is_form;
  inner->prefix = state_->prefix + std::string(name) + ".";
  if (!state_->is_form) {
    const auto* value = state_->find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_object()) {
      state_->refuse_once(Reason::bad_field, name, "must be an object");
      return std::nullopt;
    }
    inner->fields = *value;
    return Input(std::move(inner));
  }
  const std::string start = std::string(name) + ".";
  for (const auto& [key, value] : state_->fields.items()) {
    if (!key.starts_with(start)) continue;
    state_->asked_for.insert(key);
    inner->fields[key.substr(start.size())] = value;
  }
  if (inner->fields.empty()) return std::nullopt;
  return Input(std::move(inner));
}

}  // namespace palabre::http
