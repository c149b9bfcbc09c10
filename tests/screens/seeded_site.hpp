// A site with a redesign, people of every role, an idea with versions, supports, comments and an answer, and hostile texts everywhere.
#pragma once
#include "discussion/post_comment.hpp"
#include "followup/publish_answer.hpp"
#include "ideas/edit_idea.hpp"
#include "ideas/propose_idea.hpp"
#include "ideas/support_idea.hpp"
#include "people/person_repo.hpp"
#include "redesigns/redesign_store.hpp"
#include "redesigns/texts.hpp"
#include "screens/site.hpp"

namespace palabre::tests {

inline constexpr const char* hostile = "<script>alert(1)</script> \"&' <b>x</b>";

class SeededSite : public Site {
 public:
  SeededSite() {
    store.run([&](db::Tx& tx) {
      const auto town = people::save_new_organisation(tx, "public_authority", {{"fr", std::string("Ville ") + hostile}});
      redesigns::Redesign wanted;
      wanted.slug = "lipowe";
      wanted.state = redesigns::RedesignState::open;
      wanted.organisation = town;
      wanted.languages = {"fr", "en"};
      wanted.power_level = "collaborate";
      wanted.texts_json = redesigns::stored_json(redesign_texts());
      redesign = redesigns::save_new_redesign(tx, wanted);
      ana = add_person(tx, std::string("Ana ") + hostile);
      ben = add_person(tx, "Ben");
      moderator = add_person(tx, "Mo", people::Role::moderator);
      officer = add_person(tx, "Olga", people::Role::officer);
      owner = add_person(tx, "Oscar", people::Role::owner);
      add_phase(tx, redesigns::PhaseType::ideas, -2, 10);
      add_phase(tx, redesigns::PhaseType::vote, 12, 20);
    });
    store.run([&](db::Tx& tx) { fill(tx); });
  }

  static redesigns::RedesignTexts redesign_texts() {
    redesigns::RedesignTexts texts;
    texts.title = {{"fr", std::string("Vivre ensemble ") + hostile}};
    texts.summary = {{"fr", "Un quartier."}, {"en", "An estate."}};
    texts.easy_read = {{"fr", "Nous voulons mieux vivre."}};
    texts.promise = {{"fr", "Le budget est voté."}};
    texts.decides = {{"fr", "Le conseil."}};
    texts.can_change = {{{"fr", std::string("Le lieu ") + hostile}}};
    texts.fixed_points = {{{"fr", "Le terrain reste public."}}};
    return texts;
  }

  http::Viewer add_person(db::Tx& tx, const std::string& name, std::optional<people::Role> role = {}) {
    const auto person = people::save_new_person(tx, {name.substr(0, 3) + "@example.org", "hash", name, "fr"});
    if (role) people::save_role(tx, {redesign, person.id, *role}, PersonId{});
    http::Viewer viewer;
    viewer.person = person.id;
    viewer.opaque_id = person.opaque_id;
    viewer.name = name;
    viewer.language = "fr";
    return viewer;
  }

  void add_phase(db::Tx& tx, redesigns::PhaseType type, int from_days, int to_days) {
    redesigns::Phase phase;
    phase.redesign = redesign;
    phase.position = from_days;
    phase.type = type;
    phase.titles = {{"fr", std::string("Imaginer ") + hostile}};
    phase.opens_at = tx.now().plus_ms(from_days * ms_per_day);
    phase.closes_at = tx.now().plus_ms(to_days * ms_per_day);
    redesigns::save_new_phase(tx, phase);
  }

  people::Actor actor(db::Tx& tx, const http::Viewer& viewer) { return people::load_actor(tx, viewer, redesign); }

  void fill(db::Tx& tx) {
    const ideas::IdeaText text{std::string("Des bancs ") + hostile, std::string("La **pharmacie** est loin. ") + hostile, "fr", {"espace public"}, {hostile, {}, {}}};
    idea = ideas::propose_idea(tx, actor(tx, ana), {redesign, text, {}}, store.limits).value().id;
    ideas::EditIdea edit{idea};
    edit.title = std::string("Huit bancs ") + hostile;
    edit.note = std::string("Nombre précisé ") + hostile;
    ideas::edit_idea(tx, actor(tx, ana), edit, store.limits).value();
    other = ideas::propose_idea(tx, actor(tx, ben), {redesign, {"Des bancs au parc", "Sous les tilleuls du parc.", "fr", {}, {}}, {}}, store.limits).value().id;
    ideas::support_idea(tx, actor(tx, ben), idea).value();
    const std::string body = std::string("Un *essai* coûte moins. ") + hostile;
    comment = discussion::post_comment(tx, actor(tx, ben), {idea, {}, discussion::Stance::for_it, "fr", body}, store.limits).value().comment;
    reply = discussion::post_comment(tx, actor(tx, ana), {idea, comment, discussion::Stance::question, "fr", "Qui ferme le soir ?"}, store.limits).value().comment;
    followup::publish_answer(tx, actor(tx, officer), {other, followup::AnswerKind::accepted, {{"fr", std::string("Retenu. ") + hostile}}, {}, {}}).value();
  }

  std::string idea_path() const { return "/fr/ideas/" + idea.text(); }

  RedesignId redesign;
  IdeaId idea, other;
  CommentId comment, reply;
  http::Viewer ana, ben, moderator, officer, owner;
};

}  // namespace palabre::tests
