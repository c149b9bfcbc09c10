// The methods of `palabre tally`: one row each, and the flags each takes. The command, its list and its refusals come from this table.
#pragma once
#include "recount/reports.hpp"

#include <string>
#include <vector>

namespace palabre::recount {

struct MethodFlag {
  const char* name;         // without its dashes
  const char* values = "";  // "cost|cardinality" when only these are taken
  bool is_needed = false;
};

enum class Input { rankings, marks, poll, pool };  // what a method counts; `pool` is a list of people in place of FILE

struct MethodRow {
  const char* name;
  const char* sentence;  // how it decides, in one sentence
  const char* takes;     // which ballots, in which formats
  Input input{};
  std::vector<MethodFlag> flags;
  Reported (*count)(const Poll& poll, const Flags& flags) = nullptr;
  Reported (*draw)(const Flags& flags) = nullptr;  // instead of `count` where there is no FILE
};

const std::vector<MethodRow>& method_table();
const MethodRow* find_method(std::string_view name);

/// The flags that were given, by name, in the order of flags.hpp.
std::vector<std::string> given_flags(const Flags& flags);
/// Why these flags do not go with this method: one that it does not take, a value it does not know,
/// or one that it needs and is missing. Empty when they do.
std::string fault_of_flags(const MethodRow& method, const Flags& flags);

/// The list for people: every method with its sentence, its ballots and its flags; then the formats.
std::string list_of_methods();
/// What to say to a word that is no method.
std::string unknown_method(std::string_view name);

}  // namespace palabre::recount
