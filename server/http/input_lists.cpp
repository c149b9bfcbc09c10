// Reads fields that are lists of texts in several languages, or lists of objects.
// Called by routes that create and edit things with many parts, such as a redesign with its phases.
#include "http/input.hpp"
#include "http/input_state.hpp"

namespace palabre::http {

using nlohmann::json;

TextPairs Input::texts(std::string_view name, Length length, std::string_view first_language) {
  const auto found = state_->fields.find(name);
  if (found == state_->fields.end() || !found->is_string()) return texts_by_language(name, length);
  TextPairs pairs;
  if (auto text = optional_text(name, length)) pairs.emplace_back(first_language, std::move(*text));
  return pairs;
}

std::vector<TextPairs> Input::texts_list(std::string_view name, Length length, std::size_t count_max, std::string_view first_language) {
  std::vector<TextPairs> list;
  const auto* value = state_->find(name);
  if (value == nullptr) return list;
  if (!value->is_array() || value->size() > count_max) {
    state_->refuse_once(Reason::bad_field, name, "must be a list of at most " + std::to_string(count_max) + " texts");
    return list;
  }
  auto inner = std::make_unique<State>();
  inner->prefix = state_->prefix + std::string(name) + ".";
  for (std::size_t i = 0; i < value->size(); ++i) inner->fields[std::to_string(i)] = (*value)[i];
  Input items(std::move(inner));
  for (std::size_t i = 0; i < value->size(); ++i) {
    const std::string place = std::to_string(i);
    items.state_->find(place);
    list.push_back(items.texts(place, length, first_language));
    if (list.back().empty()) items.state_->refuse_once(Reason::missing_field, place, "give a text, or texts by language");
  }
  if (items.state_->first) add_fault(state_->first, std::move(*items.state_->first));
  return list;
}

std::vector<Input> Input::objects(std::string_view name, std::size_t count_max) {
  std::vector<Input> list;
  const auto* value = state_->find(name);
  if (value == nullptr) return list;
  if (!value->is_array() || value->size() > count_max) {
    state_->refuse_once(Reason::bad_field, name, "must be a list of at most " + std::to_string(count_max) + " objects");
    return list;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    const std::string place = std::string(name) + "." + std::to_string(i);
    if (!(*value)[i].is_object()) {
      state_->refuse_once(Reason::bad_field, place, "must be an object");
      return {};
    }
    auto inner = std::make_unique<State>();
    inner->prefix = state_->prefix + place + ".";
    inner->fields = (*value)[i];
    list.push_back(Input(std::move(inner)));
  }
  return list;
}

std::vector<std::vector<int>> Input::number_groups(std::string_view name, std::size_t count_max) {
  std::vector<std::vector<int>> groups;
  const auto* value = state_->find(name);
  if (value == nullptr) return groups;
  const auto refused = [&] {
    state_->refuse_once(Reason::bad_field, name, "must be a list of lists of numbers from 1 to " + std::to_string(count_max) + ", as [[2],[1,3]]");
    return std::vector<std::vector<int>>{};
  };
  if (!value->is_array() || value->size() > count_max) return refused();
  for (const auto& part : *value) {
    if (!part.is_array() || part.size() > count_max) return refused();
    auto& group = groups.emplace_back();
    for (const auto& number : part) {
      if (!number.is_number_integer() || number < 1 || number > count_max) return refused();
      group.push_back(number.get<int>());
    }
  }
  return groups;
}

}  // namespace palabre::http
