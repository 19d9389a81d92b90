"""Small pages with the markup of real publishers and words of our own."""

from __future__ import annotations

STATE = """<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8">
<title>Secretary's Meeting with the Foreign Minister - United States Department of State</title>
<link rel="canonical" href="https://www.state.gov/secretarys-meeting-with-the-foreign-minister/" />
<meta property="og:site_name" content="United States Department of State" />
<meta property="article:published_time" content="2024-01-27T03:10:00+00:00" />
</head><body><a class="skip-link" href="#content">Skip to content</a>
<header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main id="content"><section class="featured-content"><div class="featured-content__copy">
<h1 class="featured-content__headline stars-linear-bg">Secretary's Meeting with the
  Foreign Minister</h1></div></section>
<div class="article-meta"><p class="article-meta doctype-meta">Readout</p>
<p class="article-meta__author-bureau">Office of the Spokesperson</p>
<p class="article-meta__publish-date">January 26, 2024</p></div>
<div class="entry-content"><p><em>The following is attributable to the Spokesperson:</em></p>
<p>The Secretary met the Foreign Minister in Bangkok&nbsp;today. They spoke frankly about trade.</p>
<p>The Secretary said that “channels of communication” should stay open, and that both sides
should use them.</p>
<ul><li>Shipping in the region.</li><li>Export of medicines.</li></ul>
<div class="share-buttons"><a href="#">Facebook</a> <a href="#">X</a> <a href="#">Print</a></div>
</div><div class="related-tags"><h2>Tags</h2><div class="related-tags__pills">
<a href="/t">Bureau of East Asian and Pacific Affairs</a></div></div></main>
<footer><p>Privacy Policy</p></footer></body></html>"""

WHITE_HOUSE_OLD = """<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8">
<title>Readout of the President's Call | The White House</title>
<link rel="canonical" href="https://www.whitehouse.gov/briefing-room/readout-of-a-call/">
<meta property="og:title" content="Readout of the President's Call | The White House">
</head><body><main><header class="topper"><h1 class="page-title topper__title news">
Readout of the President’s Call</h1><div class="topper__meta">
<time class="posted-on entry-date published updated" datetime="2024-04-02T11:02:13-04:00">April 02,
2024</time></div></header>
<section class="body-content"><div class="container"><div class="row">
<p>The President spoke by telephone with his counterpart this morning.</p>
<p>They reviewed what had been agreed at their last meeting, and asked their teams to follow up.</p>
<p class="has-text-align-center">###</p></div></div></section>
<div class="share-this"><span>Share</span><a>Twitter</a></div></main></body></html>"""

WHITE_HOUSE_NEW = """<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8">
<link rel="canonical" href="https://www.whitehouse.gov/briefings-statements/2025/05/joint/">
<meta property="og:site_name" content="The White House"></head><body>
<div class="wp-block-whitehouse-topper"><h1 class="wp-block-whitehouse-topper__headline">Joint
Statement on Trade</h1><div class="wp-block-post-date"><time datetime="2025-05-12T03:00:00-04:00">
May 12, 2025</time></div></div>
<div class="entry-content wp-block-post-content"><p>The two governments will suspend part of their
tariffs for ninety days.</p><p>They will set up a way of continuing their talks.</p></div>
</body></html>"""

MFA = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>王毅会见来访部长_中华人民共和国外交部</title>
<meta name="ContentSource" content="外交部网站"><meta name="PubDate" content="2024-01-27 20:10">
<meta property="og:url" content="https://www.mfa.gov.cn/wjbzhd/202401/t20240127_1.shtml">
</head><body><div class="position">当前位置：<a href="/">首页</a> &gt; 外交部长活动</div>
<div class="news-details"><div class="news-title"><h1>王毅会见来访部长</h1></div>
<p class="time"><span>2024-01-27 20:10</span> <span>来源：外交部网站</span></p>
<div class="fenx">【字体：<a>大</a> <a>中</a> <a>小</a>】<a>打印本页</a></div>
<div class="news-main" id="News_Body_Txt_A"><div class="trs_editor_view TRS_UEDITOR trs_paper_default">
<p style="text-indent: 2em;">　　2024年1月27日，王毅在曼谷会见来访的部长。</p>
<p>　　王毅表示，双方应当
相互尊重，妥善处理分歧。</p>
<p>　　部长说，愿同中方保持沟通。<br>　　双方还就其他问题交换了看法。</p>
<p>　　（责任编辑：某某）</p></div></div>
<div class="fenxiang">分享到：<a>微信</a><a>微博</a></div>
<div class="xgxw"><h3>相关新闻</h3><ul><li><a>部长抵达曼谷</a></li></ul></div></div>
<div class="foot">版权所有</div></body></html>"""

FMPRC_OLD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>外交部发言人谈会谈</title></head><body>
<div class="vibox"><div id="News_Body_Title">外交部发言人谈会谈</div>
<div class="time"><span id="News_Body_source">来源：外交部</span><span id="News_Body_Time">2016/02/12</span></div>
<div id="News_Body_Txt_A"><p>　　双方就地区局势坦诚交换了意见。</p><p>　　会谈是建设性的。</p></div></div>
</body></html>"""

MFA_ENGLISH = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<link rel="canonical" href="https://www.mfa.gov.cn/eng/wjbzhd/202401/t20240127_2.html">
<title>Wang Yi Meets a Visiting Minister_Ministry of Foreign Affairs</title></head><body>
<div class="crumbs">Home &gt; Activities</div><div class="content_header"><h1>Wang Yi Meets a Visiting
Minister</h1></div><p class="time">Updated: January 27, 2024 20:15</p>
<div class="content_text"><div class="TRS_Editor">
<p>On January 27, the two ministers met in Bangkok and spoke for an hour.</p>
<p>Both sides agreed that talks should go on.</p></div></div></body></html>"""

MOFA = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Foreign Ministers' Telephone Talk | Ministry of Foreign Affairs of Japan</title>
<link rel="canonical" href="https://www.mofa.go.jp/a_o/c_m1/cn/pageite_000001_1.html"></head><body>
<div id="topicpath" class="breadcrumb"><a>Home</a> &gt; <a>Press Releases</a></div>
<div id="maincontents"><h1 class="title2">Foreign Ministers' Telephone Talk</h1>
<p class="rightalign">January 26, 2024</p><p class="rightalign"><a>Japanese</a></p>
<div class="any-area"><p>The two ministers spoke by telephone for about forty minutes.</p>
<ol><li>The Minister stated his country’s position on imports of food.</li>
<li>Both ministers welcomed the coming visits.</li></ol></div>
<div class="any-area"><h2>Related Links</h2><ul><li><a>Japan-China Relations</a></li></ul></div>
<p><a>Back to Press Releases</a></p></div><div id="footer">Page Top</div></body></html>"""

WECHAT = """<!DOCTYPE html>
<!-- saved from url=(0049)https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv -->
<html class=""><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title></title><meta property="og:title" content="双方会谈的消息">
<meta property="og:url" content="http://mp.weixin.qq.com/s?__biz=MzA&amp;mid=26&amp;idx=1">
<meta name="author" content="某部"></head><body id="activity-detail">
<div id="js_article" class="rich_media"><div class="rich_media_inner">
<h1 class="rich_media_title " id="activity-name">
  双方会谈的消息
</h1><div id="meta_content" class="rich_media_meta_list">
<span id="copyright_logo" class="rich_media_meta">原创</span>
<span id="js_author_name" class="rich_media_meta_text">新闻处</span>
<span class="rich_media_meta"><a id="js_name">对外联络</a></span>
<em id="publish_time" class="rich_media_meta_text">2024-01-13 07:58</em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: visible;">
<section style="text-align: center;"><img data-src="https://mmbiz.qpic.cn/x.png"></section>
<section><p style="line-height: 2em;"><span style="font-size: 17px;">1月12日，</span><span>部长在华盛顿同
国务卿举行会谈。</span></p></section>
<p><br></p>
<section><section><p><span>双方就落实共识<strong>进行了坦诚的讨论</strong>。</span></p></section></section>
<p><span>中方阐明了在有关问题上的立场。</span></p>
<p style="display: none;"><mp-style-type></mp-style-type></p>
<p>来源 | 某部网站</p><p>编辑：小李</p></div>
<div class="rich_media_tool"><span>阅读 1000</span><span>在看</span></div></div></div>
<script>var nickname = htmlDecode("对外联络"); var ct = "1705103880";
var msg_title = '双方会谈的消息'.html(false); var createTime = '2024-01-13 07:58';
</script></body></html>"""

WECHAT_UNRENDERED = (
    WECHAT.replace(">对外联络</a>", "></a>")
    .replace(">2024-01-13 07:58</em>", "></em>")
    .replace("\n  双方会谈的消息\n</h1>", "</h1>")
)

WECHAT_GONE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>
<meta property="og:url" content="https://mp.weixin.qq.com/s/gone"></head><body>
<div class="weui-msg"><div class="weui-msg__title warn">该内容已被发布者删除</div></div></body></html>"""

GENERAL = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Ministers meet in Vienna | Foreign Office</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ministers meet in Vienna",
"datePublished": "2024-02-03T10:00:00Z", "publisher": {"name": "Foreign Office"}}</script>
<link rel="canonical" href="https://www.example.org/news/1"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main><article><h1>Ministers meet in Vienna</h1><p class="when">3 February 2024</p>
<div class="share-buttons"><a href="#">Share on Facebook</a><a>Print</a></div>
<p>The minister met&nbsp;her counterpart in Vienna today.   They spoke about trade, energy
and the security of shipping.</p><p>She said: “We will keep talking — calmly.”</p>
<ul><li>First, they agreed on a hotline between the two ministries.</li>
<li>Second, they agreed to meet again in the autumn of this year.</li></ul>
<p>Both sides <a href="/x">reaffirmed</a> the <b>communiqué</b> of 1998.</p><p>###</p></article>
<aside><h3>Related links</h3><a href="/a">Older news about the ministry</a></aside></main>
<footer>© Foreign Office</footer></body></html>"""
