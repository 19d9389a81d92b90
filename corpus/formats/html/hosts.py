"""Who publishes on which host, for pages that are read by the general method."""

from __future__ import annotations

_HOSTS = {
    "gov.uk": "Government of the United Kingdom",
    "xinhuanet.com": "Xinhua News Agency",
    "news.cn": "Xinhua News Agency",
    "people.cn": "People's Daily",
    "people.com.cn": "People's Daily",
    "chinadaily.com.cn": "China Daily",
    "cctv.com": "China Central Television",
    "mod.gov.cn": "Ministry of National Defense of the People's Republic of China",
    "mofcom.gov.cn": "Ministry of Commerce of the People's Republic of China",
    "gwytb.gov.cn": "Taiwan Affairs Office of the State Council of China",
    "scio.gov.cn": "State Council Information Office of China",
    "kremlin.ru": "President of Russia",
    "mid.ru": "Ministry of Foreign Affairs of Russia",
    "mofa.go.jp": "Ministry of Foreign Affairs of Japan",
    "kantei.go.jp": "Prime Minister's Office of Japan",
    "mod.go.jp": "Ministry of Defense of Japan",
    "mea.gov.in": "Ministry of External Affairs of India",
    "pmindia.gov.in": "Prime Minister's Office of India",
    "pib.gov.in": "Press Information Bureau of India",
    "eeas.europa.eu": "European External Action Service",
    "consilium.europa.eu": "Council of the European Union",
    "ec.europa.eu": "European Commission",
    "nato.int": "North Atlantic Treaty Organization",
    "elysee.fr": "Élysée",
    "diplomatie.gouv.fr": "Ministry for Europe and Foreign Affairs of France",
    "bundesregierung.de": "Federal Government of Germany",
    "bundeskanzler.de": "Federal Government of Germany",
    "auswaertiges-amt.de": "Federal Foreign Office of Germany",
    "un.org": "United Nations",
    "mofa.go.kr": "Ministry of Foreign Affairs of the Republic of Korea",
    "president.go.kr": "Office of the President of the Republic of Korea",
    "mofa.gov.tw": "Ministry of Foreign Affairs, Republic of China (Taiwan)",
    "president.gov.tw": "Office of the President, Republic of China (Taiwan)",
    "president.gov.ua": "President of Ukraine",
    "mfa.gov.ua": "Ministry of Foreign Affairs of Ukraine",
    "dfat.gov.au": "Department of Foreign Affairs and Trade of Australia",
    "foreignminister.gov.au": "Minister for Foreign Affairs of Australia",
    "pm.gov.au": "Prime Minister of Australia",
    "pm.gc.ca": "Prime Minister of Canada",
    "international.gc.ca": "Global Affairs Canada",
    "mfa.gov.il": "Ministry of Foreign Affairs of Israel",
    "mfa.gov.tr": "Ministry of Foreign Affairs of Türkiye",
    "treasury.gov": "US Department of the Treasury",
    "defense.gov": "US Department of Defense",
    "war.gov": "US Department of Defense",
    "ustr.gov": "Office of the US Trade Representative",
    "commerce.gov": "US Department of Commerce",
}
# Hosts whose sub-hosts belong to others: a province's site ends in gov.cn, too.
_EXACT = {
    "gov.cn": "State Council of the People's Republic of China",
    "english.gov.cn": "State Council of the People's Republic of China",
}


def host_publisher(host: str) -> str:
    """Who publishes on a host; empty where it is not known.

    Args:
        host: lower case, as :func:`corpus.formats.html.metadata.page_host` gives it.
    """
    host = host.removeprefix("www.").replace(".www.", ".")
    if host in _EXACT:
        return _EXACT[host]
    parts = host.split(".")
    ends = (".".join(parts[n:]) for n in range(len(parts)))
    return next((_HOSTS[end] for end in ends if end in _HOSTS), "")
