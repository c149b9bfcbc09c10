// The parts the live client redraws, as JSON made by the same functions as the pages. Joined into screens::routes().
#include "screens/idea_page.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

struct Fragment {
  std::string key;
  json view;
};

template <class SomeId>
Result<SomeId> id_of(const Page& page) {
  return page.call().path_id<SomeId>();
}

Result<Fragment> comment_fragment(Page& page) {
  const auto id = id_of<CommentId>(page);
  if (!id) return id.error();
  const auto shown = discussion::find_shown_comment(page.db(), *id);
  if (!shown) return refuse(Reason::not_found, "no such comment");
  const auto here = open_idea(page, shown->comment.idea);
  if (!here) return here.error();
  if (here->idea.state == ideas::IdeaState::hidden) return refuse(Reason::gone, "the idea was hidden");
  const IdeaSetting setting = idea_setting(page, here->at);
  json view = comment_view(page, setting, here->idea, *shown);
  if (!shown->comment.parent.is_set()) {
    for (const auto& reply : discussion::load_replies(page.db(), *id, {}, page.call().services.limits->page_size_max))
      view["replies"].push_back(comment_view(page, setting, here->idea, reply.shown));
  }
  return Fragment{"comment-" + id->text(), std::move(view)};
}

/// Parts that are found by the number of an idea.
Result<Fragment> idea_fragment(Page& page, std::string_view name) {
  const auto here = open_idea(page);
  if (!here) return here.error();
  const IdeaId id = here->idea.id;
  if (name == "answer") return Fragment{"answer-" + id.text(), answer_view(page, id, followup::load_answers(page.db(), id))};
  if (name == "history") {
    const auto full = ideas::load_full_idea(page.db(), {here->idea, here->at.redesign}, page.language());
    return Fragment{"history-" + id.text(), history_view(page, full)};
  }
  if (here->idea.state == ideas::IdeaState::hidden) return refuse(Reason::gone, "the idea was hidden");
  const IdeaSetting setting = idea_setting(page, here->at);
  const auto card = ideas::load_card(page.db(), here->idea, page.language());
  if (name == "support_button") return Fragment{"support-" + id.text(), support_view(page, setting, card)};
  return Fragment{"idea-" + id.text(), idea_card_view(page, setting, card)};
}

/// Parts that are found by the number of a redesign.
Result<Fragment> redesign_fragment(Page& page, std::string_view name) {
  const auto id = id_of<RedesignId>(page);
  if (!id) return id.error();
  auto redesign = ideas::load_visible_redesign(page.db(), *id, page.actor(*id));
  if (!redesign) return redesign.error();
  const auto at = at_hand(page, std::move(*redesign));
  if (name == "redesign_card") return Fragment{"redesign-" + id->text(), redesign_card_view(page, at)};
  if (name == "counts")
    return Fragment{"counts-" + id->text(), json{{"ideas", at.redesign.ideas}, {"supports", at.redesign.supports},
                                                 {"comments", at.redesign.comments}, {"answers", at.redesign.answers},
                                                 {"ideas_text", page.count("count.ideas", at.redesign.ideas)}}};
  const std::string end = name == "phase_compact" ? "-short" : "";
  return Fragment{"phases-" + id->text() + end, phases_view(page, at.redesign, at.phases)};
}

Result<Fragment> make_fragment(Page& page, std::string_view name) {
  if (name == "comment") return comment_fragment(page);
  if (name == "idea_card" || name == "answer" || name == "history" || name == "support_button") return idea_fragment(page, name);
  if (name == "phase_stepper" || name == "phase_compact" || name == "redesign_card" || name == "counts") return redesign_fragment(page, name);
  return refuse(Reason::not_found, "no such part");
}

Result<http::Response> get_fragment(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto name = call.path_value("template");
  auto fragment = make_fragment(*page, name);
  if (!fragment) return fragment.error();
  http::Response response = http::json_response({{"template", name}, {"key", fragment->key}, {"view", std::move(fragment->view)}});
  page->keep_with(response);
  return response;
}

}  // namespace

http::Routes fragment_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/fragments/{template}/{id}", Who::anyone, Kind::read, Cost::cheap, Audience::page, get_fragment}};
}

}  // namespace palabre::screens
