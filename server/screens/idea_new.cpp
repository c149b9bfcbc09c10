// Proposing an idea in three steps, each a plain form; visitors write all of it and sign in to publish. Joined into screens::routes().
#include "db/gate.hpp"
#include "http/multipart.hpp"
#include "ideas/draft.hpp"
#include "ideas/propose_idea.hpp"
#include "people/edit_profile.hpp"
#include "pictures/upload.hpp"
#include "screens/carried_draft.hpp"
#include "screens/idea_steps.hpp"
#include "screens/page_routes.hpp"
#include "screens/picture_parts.hpp"
#include "screens/place_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {
namespace {

Form draft_form(const Page& page, const RedesignAtHand& at) {
  Form form;
  const auto wanted = DraftId::parse(page.param("draft"));
  if (!wanted || !page.is_signed_in()) return form;
  for (const auto& draft : ideas::load_drafts(page.db(), page.person(), at.redesign.id)) {
    if (draft.id != *wanted) continue;
    form.fill("title", draft.title).fill("body", draft.body).fill("tags", draft.tags).fill("place", draft.place).fill("draft", draft.id.text());
    if (draft.latitude && draft.longitude) form.fill("latitude", degrees_text(*draft.latitude)).fill("longitude", degrees_text(*draft.longitude));
  }
  return form;
}

/// The step the address names, as far as what is written reaches.
Step wanted_step(const Page& page, const Form& form) {
  const auto text = page.call().request.param("step").value_or("1");
  if (form.value("title").empty()) return Step::title;
  if (text == "3" && !form.value("body").empty()) return Step::preview;
  return text == "2" || text == "3" ? Step::details : Step::title;
}

Result<http::Response> get_new(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  Form form = draft_form(*page, *at);
  const auto possible = redesigns::decide_act(at->redesign.state, at->phases, redesigns::Act::propose, page->now());
  if (!possible) form.take(possible.error());
  return show_step(*page, *at, form, wanted_step(*page, form));
}

/// Keeps what was typed as the person's draft; nothing written yet is nothing to keep.
Result<DraftId> keep_draft(db::Tx& tx, const people::Actor& actor, RedesignId redesign, const TypedIdea& typed, const Limits& limits) {
  ideas::Draft draft;
  draft.id = typed.draft;
  draft.redesign = redesign;
  draft.title = typed.text.title;
  draft.body = typed.text.body;
  draft.language = typed.text.language;
  draft.tags = typed.tags;
  draft.place = typed.text.place.label;
  if (typed.text.place.latitude && typed.text.place.longitude) {
    draft.latitude = typed.text.place.latitude;
    draft.longitude = typed.text.place.longitude;
  }
  return ideas::save_draft(tx, actor, draft, limits);
}

Result<http::Response> show_refused(Page& page, const RedesignAtHand& at, Form& form, const Refusal& refusal, Step step) {
  if (!form.take(refusal)) return refusal;
  return show_step(page, at, form, step);
}

/// The name goes first: when it is refused, nothing is published.
Result<http::Response> publish(Page& page, const RedesignAtHand& at, Form& form, const TypedIdea& typed) {
  const Limits& limits = *page.call().services.limits;
  if (auto fits = check_steps(typed.text, Step::preview, limits); !fits) return show_refused(page, at, form, fits.error(), step_of(fits.error().field));
  if (!typed.name.empty() && typed.name != page.call().viewer->name) {
    const auto named = people::edit_profile(page.db(), page.person(), {typed.name, std::nullopt});
    if (!named) return show_refused(page, at, form, named.error(), Step::preview);
  }
  const auto proposed = ideas::propose_idea(page.db(), page.actor(at.redesign.id), {at.redesign.id, typed.text, typed.draft}, limits);
  if (!proposed) return show_refused(page, at, form, proposed.error(), proposed.error().field == "title" ? Step::title : Step::preview);
  return go_to(page, "/ideas/" + proposed->id.text(), "idea_published");
}

Step after(const TypedIdea& typed) {
  const int step = static_cast<int>(typed.step);
  if (typed.wish == "preview") return Step::preview;
  if (typed.wish == "next") return static_cast<Step>(std::min(3, step + 1));
  return typed.wish == "back" ? static_cast<Step>(std::max(1, step - 1)) : typed.step;
}

/// Going forward asks whether what was left behind is complete; going back never does.
Result<void> check_move(const TypedIdea& typed, const Limits& limits) {
  if (typed.wish == "preview") return check_steps(typed.text, Step::preview, limits);
  if (typed.wish != "next") return {};
  return check_steps(typed.text, typed.step, limits);
}

/// A visitor's words travel in the form itself.
Result<http::Response> go_on_as_visitor(Page& page, const RedesignAtHand& at, Form& form, const TypedIdea& typed) {
  if (auto complete = check_move(typed, *page.call().services.limits); !complete) return show_refused(page, at, form, complete.error(), step_of(complete.error().field));
  if (typed.wish == "publish" || typed.wish == "draft") {
    if (typed.wish == "publish") {
      const auto fits = check_steps(typed.text, Step::preview, *page.call().services.limits);
      if (!fits) return show_refused(page, at, form, fits.error(), step_of(fits.error().field));
    }
    return show_sign_in_with(page, pack_carried(at.redesign.slug, form, typed.wish == "publish" ? Step::preview : typed.step));
  }
  return show_step(page, at, form, after(typed));
}

/// A signed-in person's words are a draft before the next step is shown; the step has an address of its own.
Result<http::Response> go_on(Page& page, const RedesignAtHand& at, Form& form, const TypedIdea& typed) {
  const Limits& limits = *page.call().services.limits;
  // First, for a refusal takes back what was written with it: the words then stand in the page that is shown again.
  if (auto complete = check_move(typed, limits); !complete) return show_refused(page, at, form, complete.error(), step_of(complete.error().field));
  const auto kept = keep_draft(page.db(), page.actor(at.redesign.id), at.redesign.id, typed, limits);
  if (!kept) return show_refused(page, at, form, kept.error(), kept.error().field.empty() ? typed.step : step_of(kept.error().field));
  if (auto changed = change_pictures(page, form, {{}, *kept}); !changed) return show_refused(page, at, form, changed.error(), Step::details);
  return go_to(page, step_path(at, *kept, after(typed)), typed.wish == "draft" ? "draft_kept" : "");
}

Result<http::Response> take_step(const http::Call& call, const FormFields& fields, const std::optional<Refusal>& picture) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  Form form = Form::of_fields(fields);
  const auto typed = read_typed(*page, fields);
  if (!typed) return show_refused(*page, *at, form, typed.error(), step_of(typed.error().field));
  if (picture) return show_refused(*page, *at, form, *picture, Step::details);
  if (!page->is_signed_in()) return go_on_as_visitor(*page, *at, form, *typed);
  if (typed->wish == "publish") return publish(*page, *at, form, *typed);
  return go_on(*page, *at, form, *typed);
}

Result<http::Response> post_new(const http::Call& call) {
  const auto fields = http::parse_form(call.request.body);
  if (!fields) return refuse(Reason::bad_encoding, "the form cannot be read");
  return take_step(call, *fields, std::nullopt);
}

/// The second step with its file: words are kept first, then the picture is worked on, then the page moves on.
Result<http::Response> post_details(const http::Call& call) {
  auto fields = http::read_form_fields(call.request);
  if (!fields) return fields.error();
  const auto file = http::find_file(call.request, "picture");
  Form form = Form::of_fields(*fields);
  std::optional<Refusal> refused;
  const bool wants_picture = file.has_value() || form.value("do") == "add_picture" || !form.value("description").empty();
  if (wants_picture) {
    const auto kept = db::write_result(*call.services.gate, [&](db::Tx& tx) -> Result<DraftId> {
      const http::Call inner{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
      auto page = Page::open(inner);
      if (!page) return page.error();
      const auto at = open_redesign(*page, call.path_value("slug"));
      if (!at) return at.error();
      const auto typed = read_typed(*page, *fields);
      if (!typed) return typed.error();
      return keep_draft(tx, page->actor(at->redesign.id), at->redesign.id, *typed, *call.services.limits);
    });
    if (kept) {
      std::erase_if(*fields, [](const auto& field) { return field.first == "draft"; });
      fields->emplace_back("draft", kept->text());
      const pictures::Upload upload{file ? file->bytes : std::string_view(), typed_description(form), std::string(call.path_value("lang"))};
      if (const auto taken = pictures::take_upload(call, {{}, *kept}, upload); !taken) refused = taken.error();
      else std::erase_if(*fields, [](const auto& field) { return field.first == "description"; });
    } else {
      refused = kept.error();
    }
  }
  return call.services.gate->write([&](db::Tx& tx) {
    const http::Call inner{call.request, call.path, call.viewer, call.services, tx.now(), &tx};
    return take_step(inner, *fields, refused);
  });
}

}  // namespace

http::Routes idea_new_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/ideas/new", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_new},
      {Method::post, "/{lang}/redesigns/{slug}/ideas/new", Who::anyone, Kind::write, Cost::normal, Audience::mine, post_new},
      {Method::post, "/{lang}/redesigns/{slug}/ideas/new/details", Who::participant, Kind::upload, Cost::costly, Audience::mine, post_details},
  };
}

}  // namespace palabre::screens
