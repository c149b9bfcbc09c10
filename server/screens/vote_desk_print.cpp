// Paper ballots to print, A5, each with a code that works once and a strip to cut off: the voter's receipt. Codes are shown this
// once and kept as digests only. Joined into screens::routes(). Who: the owner and administrators.
#include "screens/page_routes.hpp"
#include "screens/site_address.hpp"
#include "screens/vote_desk_parts.hpp"
#include "screens/wording.hpp"
#include "votes/acts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

json papers_view(const Page& page, const PollingDesk& desk, const std::vector<std::string>& codes) {
  const LocalText redesign = local_text(page, desk.here.at.texts.title, desk.here.at.redesign.languages);
  const LocalText question = vote_question(page, desk.here.vote, desk.here.at.redesign);
  const std::string site = site_address(page.call());
  const json shared = {{"owner_text", owner_text(page, desk.here.at.redesign)},
                       {"redesign_title", redesign.text},
                       {"redesign_lang", redesign.language},
                       {"question", question.text},
                       {"question_lang", question.language},
                       {"how_text", ballot_rule_text(page, desk.here.vote, "vote_desk.how")},
                       {"options", ballot_lines_view(page, desk.here)},
                       {"address_text", site.empty() ? std::string() : without_scheme(site) + page.href(vote_path(desk.here.vote.id, "/receipt"))}};
  json papers = json::array();
  for (const auto& code : codes) {
    json paper = shared;
    paper["code"] = code;
    papers.push_back(std::move(paper));
  }
  return papers;
}

Result<std::vector<std::string>> make_codes(Page& page, const PollingDesk& desk) {
  if (auto may = votes::decide_print(desk.reader, desk.here.phase, desk.here.vote, page.now()); !may) return may.error();
  auto input = http::Input::from_form(page.call().request.body);
  if (!input) return input.error();
  if (!input->has("count")) input->refuse_field(Reason::missing_field, "count", "how many ballots");
  const auto count = input->optional_integer("count", 1, votes::codes_at_once_max);
  if (auto refusal = input->refusal()) return *refusal;
  return votes::print_ballots(page.db(), desk.reader, desk.here.vote.id, *count);
}

Result<http::Response> post_print(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto desk = open_polling_desk(*page);
  if (!desk) return desk.error();
  const auto codes = make_codes(*page, *desk);
  if (!codes) return polling_desk_refused(*page, *desk, "print", codes.error());
  title_vote_page(*page, desk->here, page->text("vote_desk.printed"));
  const json view = {{"printed_text", page->count("vote_desk.printed_count", static_cast<std::int64_t>(codes->size()))},
                     {"back_href", page->href(polling_desk_path(desk->here.vote.id))},
                     {"ballots", papers_view(*page, *desk, *codes)}};
  return page->show("vote_desk_print", view);
}

}  // namespace

http::Routes vote_desk_print_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::post, "/{lang}/votes/{id}/print", Who::owner, Kind::write, Cost::costly, Audience::mine, post_print}};
}

}  // namespace palabre::screens
