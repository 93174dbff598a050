"""What the values of some keys of evidence are called, where they are names for programs."""

from checks.model import Text

CLIENTS = {
    "browser": Text(vi="trình duyệt", en="a browser"),
    "phone": Text(vi="điện thoại", en="a phone"),
    "crawler": Text(vi="trình thu thập của máy tìm kiếm", en="a search crawler"),
    "browser_from_google": Text(vi="khách từ Google", en="a visitor from Google"),
    "phone_from_google": Text(vi="điện thoại từ Google", en="a phone from Google"),
    "browser_from_coc_coc": Text(vi="khách từ Cốc Cốc", en="a visitor from Cốc Cốc"),
}
CODES: dict[str, dict[str, Text]] = {
    "client": CLIENTS,
    "seen_as": CLIENTS,
    "sign": {
        "bait": Text(vi="liên kết lạc chủ đề", en="a link off the topic"),
        "hidden_bait": Text(vi="liên kết bị giấu", en="a hidden link"),
        "hidden_unknown": Text(
            vi="liên kết bị giấu tới tên miền lạ", en="a hidden link to an unknown domain"
        ),
        "written": Text(vi="liên kết do mã viết ra", en="a link written by a script"),
        "brands": Text(vi="dãy liên kết chỉ mang tên thương hiệu", en="links that bear nothing but brands"),
        "comment": Text(vi="liên kết trong chú thích", en="links in a comment"),
        "new_and_near": Text(vi="liên kết mới đáng ngờ", en="a new link that looks suspicious"),
        "advertising_page": Text(vi="cả trang là quảng cáo", en="the page advertises"),
        "advertising_file": Text(vi="tệp quảng cáo", en="the file advertises"),
        "hidden_text": Text(vi="chữ bị giấu", en="hidden text"),
        "sitemap_baits": Text(vi="sơ đồ trang có nhiều địa chỉ quảng cáo", en="the sitemap lists many baits"),
        "sitemap_foreign": Text(
            vi="sơ đồ trang có trang của người khác", en="the sitemap lists another's pages"
        ),
        "only_link": Text(vi="liên kết chỉ khách này thấy", en="a link for this client alone"),
        "only_topic": Text(vi="chủ đề chỉ khách này thấy", en="a topic for this client alone"),
        "only_title": Text(vi="tiêu đề chỉ khách này thấy", en="a title for this client alone"),
        "only_script": Text(
            vi="tiêu đề bằng chữ khác chỉ khách này thấy", en="another script for this client alone"
        ),
        "only_text": Text(vi="nội dung chỉ khách này thấy", en="a text for this client alone"),
        "only_sitemap": Text(vi="sơ đồ trang riêng cho khách này", en="a sitemap for this client alone"),
        "in_its_place": Text(vi="thay cho cả trang", en="in the page's place"),
        "changed_and_signed": Text(
            vi="trang khác hẳn, có lời của kẻ thay trang", en="another page, with a notice"
        ),
        "emptied": Text(vi="trang khác hẳn và gần như trống", en="another page, next to empty"),
        "another_page": Text(vi="trang khác hẳn", en="another page"),
        "over_the_page": Text(vi="phủ lên trang", en="laid over the page"),
        "http": Text(vi="chuyển hướng HTTP", en="an HTTP redirect"),
        "refresh": Text(vi="tiêu đề Refresh", en="a Refresh header"),
        "meta refresh": Text(vi="thẻ meta refresh", en="a meta refresh"),
        "script": Text(vi="mã chuyển trang", en="a script that moves on"),
        "frame over the page": Text(vi="khung phủ lên trang", en="a frame over the page"),
        "full frame": Text(vi="khung chiếm cả trang", en="a frame that takes the page"),
        "base": Text(vi="thẻ base", en="a base element"),
        "canonical": Text(vi="thẻ canonical", en="a canonical link"),
        "hreflang": Text(vi="thẻ hreflang", en="an hreflang link"),
        "amphtml": Text(vi="thẻ amphtml", en="an amphtml link"),
    },
}
