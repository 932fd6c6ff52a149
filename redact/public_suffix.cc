#include "redact/public_suffix.h"

#include <string>
#include <unordered_set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace sitrep::redact {
namespace {

using Words = std::unordered_set<std::string>;

constexpr absl::string_view kGeneric =
    "com net org edu gov mil int arpa info biz name pro aero coop museum jobs mobi travel tel cat "
    "asia post app dev cloud online site tech store shop xyz systems network solutions services "
    "group company digital agency global software computer host hosting zone bank health local "
    "localdomain localhost lan internal intranet corp home private test example invalid domain";

constexpr absl::string_view kCountries =
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs "
    "bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee "
    "eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm "
    "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb "
    "lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz "
    "na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs "
    "ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl "
    "tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

// Second labels under which countries let people register.
constexpr absl::string_view kSecondLevel =
    "co.uk org.uk ac.uk gov.uk ltd.uk plc.uk net.uk nhs.uk com.au net.au org.au edu.au gov.au "
    "co.nz "
    "org.nz net.nz govt.nz ac.nz co.jp or.jp ne.jp ac.jp go.jp ad.jp co.kr or.kr go.kr com.cn "
    "net.cn "
    "org.cn gov.cn edu.cn com.hk com.sg gov.sg edu.sg com.my gov.my com.tw org.tw gov.tw com.br "
    "net.br org.br gov.br com.ar gob.ar com.mx gob.mx org.mx com.co gov.co com.pe com.ve com.ec "
    "co.za org.za gov.za ac.za co.in net.in org.in gov.in ac.in nic.in com.tr gov.tr org.tr com.ua "
    "gov.ua com.pl gov.pl co.il org.il gov.il ac.il com.sa gov.sa co.th go.th ac.th or.th co.id "
    "go.id ac.id com.ph gov.ph com.vn gov.vn com.eg gov.eg com.ng gov.ng co.ke go.ke gv.at co.at "
    "or.at ac.at gouv.fr asso.fr gob.es com.es com.pt gov.pt gov.it edu.it com.gr gov.gr";

Words Split(absl::string_view text) { return absl::StrSplit(text, ' ', absl::SkipEmpty()); }

std::string Lower(std::string_view text) {
  return absl::AsciiStrToLower(absl::string_view(text.data(), text.size()));
}

}  // namespace

bool IsTopLevelDomain(std::string_view label) {
  static const auto* const known = new Words(Split(absl::StrCat(kGeneric, " ", kCountries)));
  return label.size() <= 12 && known->count(Lower(label)) > 0;
}

size_t PublicSuffixLabels(absl::Span<const std::string_view> labels) {
  static const auto* const second = new Words(Split(kSecondLevel));
  if (labels.empty() || !IsTopLevelDomain(labels.back())) return 0;
  if (labels.size() < 2) return 1;
  const std::string_view before = labels[labels.size() - 2];
  if (before.size() > 8) return 1;
  return second->count(absl::StrCat(Lower(before), ".", Lower(labels.back()))) > 0 ? 2 : 1;
}

}  // namespace sitrep::redact
