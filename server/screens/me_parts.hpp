// The frame of one's own pages: name, tabs, lists with their empty states. Used by every page under /me.
#pragma once
#include "ideas/idea.hpp"
#include "people/person.hpp"
#include "screens/page.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace palabre::screens {

enum class MyTab { overview, ideas, drafts, supports, follows, comments, rounds, votes, notices, settings, data };

/// Sets title and trail; who one is. Refuses: not_found (the account is gone).
Result<people::Person> open_my_page(Page& page, MyTab tab);
/// The part me_head: who one is, and the tabs.
nlohmann::json my_head_view(const Page& page, MyTab tab, const people::Person& person);

/// What comes next for one's own idea: "Answer due by 3 March".
std::string next_step_text(const Page& page, const ideas::Idea& idea);

/// The part empty_state for `tab`, leading to the redesigns.
nlohmann::json my_empty_view(const Page& page, MyTab tab);

/// ?page=2 of a list with offsets, and the part pagination under it.
struct Slice {
  std::size_t number = 1;
  std::size_t size = 20;
  [[nodiscard]] std::size_t offset() const { return (number - 1) * size; }
};
Slice read_slice(const Page& page);
/// `found`: how many rows came when size + 1 were asked for.
nlohmann::json slice_pages_view(const Page& page, const std::string& path, const Slice& slice, std::size_t found);

nlohmann::json my_idea_lines(const Page& page, const std::vector<IdeaId>& ids, bool is_mine);
nlohmann::json my_draft_lines(const Page& page, std::size_t offset, std::size_t limit);

}  // namespace palabre::screens
