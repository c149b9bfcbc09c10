// Joins the pages' rows into one table. Called by main.
#include "screens/screens.hpp"

#include "screens/admin_routes.hpp"
#include "screens/page_routes.hpp"

namespace palabre::screens {

http::Routes routes() {
  http::Routes all;
  for (const auto part : {front_door_routes, home_routes, redesign_routes, ideas_routes, idea_routes, support_routes, comment_routes, sign_in_routes,
                          idea_form_routes, idea_new_routes, pictures_page_routes, report_routes, versions_routes, search_routes, web_manifest_routes, account_routes, me_list_routes,
                          notices_routes, settings_routes, data_routes, my_data_routes, mail_routes, feed_routes, follow_routes, fragment_routes, about_routes, easy_read_routes,
                          inbox_routes, answer_routes, release_routes, answers_routes, log_routes, moderation_routes, hide_routes, merge_routes, phases_routes, redesign_form_routes, roles_routes,
                          first_visit_routes, light_form_routes, poster_routes,
                          follow_up_routes, commitment_routes, commitment_form_routes, commitment_work_routes,
                          desk_routes, desk_entry_routes, desk_paper_routes, desk_people_routes, slip_routes,
                          redesign_start_routes, roadmap_routes, timeline_routes, texts_routes,
                          admin_routes,
                          dossier_routes, share_card_routes, site_files_routes,
                          vote_page_routes, ballot_page_routes, receipt_page_routes,
                          round_routes, round_seat_routes, round_room_routes, round_desk_routes, round_report_routes, round_form_routes,
                          vote_setup_routes, vote_desk_routes, vote_desk_print_routes, envelope_routes}) {
    for (auto& row : part()) all.push_back(row);
  }
  add_pages_above(all);
  return all;
}

}  // namespace palabre::screens
