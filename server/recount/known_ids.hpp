// Ids as a file writes them, numbered as they come, ordered as people count them. Private to this folder.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palabre::recount {

class KnownIds {
 public:
  /// The number of an id, from 0; a new id gets the next one.
  std::uint32_t number_of(std::string_view id);
  /// Whether the last id asked for was known before.
  [[nodiscard]] bool is_repeated() const { return is_repeated_; }
  /// The number of an id that is known, or none.
  [[nodiscard]] const std::uint32_t* find(std::string_view id) const;
  [[nodiscard]] const std::deque<std::string>& ids() const { return ids_; }
  /// Whether all ids are plain whole numbers.
  [[nodiscard]] bool are_numbers() const;
  /// For each number its place in order: by value when all are whole numbers, else as they came.
  [[nodiscard]] std::vector<std::uint32_t> places() const;

 private:
  std::deque<std::string> ids_;  // a deque: the map's keys point into it
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  bool is_repeated_ = false;
};

}  // namespace palabre::recount
