// The rows each page adds to the table of routes. A new page: one .cpp, one line here, one in screens.cpp.
#pragma once
#include "http/route.hpp"

namespace palabre::screens {

http::Routes about_routes();
http::Routes answer_routes();
http::Routes answers_routes();
http::Routes easy_read_routes();
http::Routes commitment_form_routes();
http::Routes commitment_routes();
http::Routes commitment_work_routes();
http::Routes desk_routes();
http::Routes desk_entry_routes();
http::Routes desk_paper_routes();
http::Routes desk_people_routes();
http::Routes slip_routes();
http::Routes first_visit_routes();
http::Routes log_routes();
http::Routes release_routes();
http::Routes follow_up_routes();
http::Routes front_door_routes();
http::Routes hide_routes();
http::Routes follow_routes();
http::Routes home_routes();
http::Routes idea_routes();
http::Routes ideas_routes();
http::Routes inbox_routes();
http::Routes data_routes();
http::Routes my_data_routes();
http::Routes feed_routes();
http::Routes light_form_routes();
http::Routes mail_routes();
http::Routes me_list_routes();
http::Routes merge_routes();
http::Routes moderation_routes();
http::Routes notices_routes();
http::Routes phases_routes();
http::Routes poster_routes();
http::Routes redesign_form_routes();
http::Routes redesign_routes();
http::Routes redesign_start_routes();
http::Routes roadmap_routes();
http::Routes roles_routes();
http::Routes settings_routes();
http::Routes texts_routes();
http::Routes timeline_routes();
http::Routes round_desk_routes();
http::Routes round_form_routes();
http::Routes round_report_routes();
http::Routes round_room_routes();
http::Routes round_routes();
http::Routes round_seat_routes();
http::Routes support_routes();
http::Routes comment_routes();
http::Routes envelope_routes();
http::Routes vote_desk_print_routes();
http::Routes vote_desk_routes();
http::Routes vote_setup_routes();
http::Routes sign_in_routes();
http::Routes fragment_routes();
http::Routes idea_form_routes();
http::Routes idea_new_routes();
http::Routes pictures_page_routes();
http::Routes versions_routes();
http::Routes search_routes();
http::Routes web_manifest_routes();
http::Routes ballot_page_routes();
http::Routes receipt_page_routes();
http::Routes vote_page_routes();
http::Routes account_routes();
http::Routes report_routes();

http::Routes dossier_routes();
http::Routes share_card_routes();
http::Routes site_files_routes();

/// The address of the next page above `path` that can be read, "/fr/redesigns/lipowe"; empty when that is the home page.
std::string page_above(std::string path);

/// A GET row for every address that forms post to and that has none: it leads to the page above.
void add_pages_above(http::Routes& rows);

}  // namespace palabre::screens
