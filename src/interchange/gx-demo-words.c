/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-demo-private.h"

/* Nobody here is anybody: names are thrown together, mail addresses end in ".example" (RFC 2606). */

#define WORDS(name, ...)                                                      \
  static const char *const name##_words[] = { __VA_ARGS__ };                  \
  const GxDemoWords gx_demo_##name = { name##_words, G_N_ELEMENTS (name##_words) }

const GxDemoCity gx_demo_cities_zh[] = {
  { "中国", "北京", "北京", "010", "110105", "1000", { "朝阳区", "海淀区", "东城区", "丰台区" } },
  { "中国", "上海", "上海", "021", "310115", "2000", { "浦东新区", "徐汇区", "静安区", "杨浦区" } },
  { "中国", "天津", "天津", "022", "120101", "3000", { "和平区", "南开区", "河西区", "滨海新区" } },
  { "中国", "重庆", "重庆", "023", "500103", "4000", { "渝中区", "江北区", "沙坪坝区", "南岸区" } },
  { "中国", "广东", "广州", "020", "440106", "5100", { "天河区", "越秀区", "海珠区", "番禺区" } },
  { "中国", "广东", "深圳", "0755", "440305", "5180", { "南山区", "福田区", "罗湖区", "宝安区" } },
  { "中国", "广东", "佛山", "0757", "440604", "5280", { "禅城区", "南海区", "顺德区", "三水区" } },
  { "中国", "浙江", "杭州", "0571", "330106", "3100", { "西湖区", "上城区", "滨江区", "余杭区" } },
  { "中国", "浙江", "宁波", "0574", "330203", "3150", { "海曙区", "鄞州区", "江北区", "镇海区" } },
  { "中国", "浙江", "温州", "0577", "330302", "3250", { "鹿城区", "龙湾区", "瓯海区", "洞头区" } },
  { "中国", "江苏", "南京", "025", "320106", "2100", { "鼓楼区", "玄武区", "建邺区", "江宁区" } },
  { "中国", "江苏", "苏州", "0512", "320508", "2150", { "姑苏区", "吴中区", "虎丘区", "吴江区" } },
  { "中国", "四川", "成都", "028", "510104", "6100", { "锦江区", "武侯区", "青羊区", "金牛区" } },
  { "中国", "湖北", "武汉", "027", "420106", "4300", { "武昌区", "江汉区", "洪山区", "汉阳区" } },
  { "中国", "湖南", "长沙", "0731", "430104", "4100", { "岳麓区", "芙蓉区", "天心区", "雨花区" } },
  { "中国", "陕西", "西安", "029", "610113", "7100", { "雁塔区", "碑林区", "未央区", "长安区" } },
  { "中国", "山东", "济南", "0531", "370102", "2500", { "历下区", "市中区", "槐荫区", "历城区" } },
  { "中国", "山东", "青岛", "0532", "370202", "2660", { "市南区", "市北区", "崂山区", "黄岛区" } },
  { "中国", "福建", "福州", "0591", "350102", "3500", { "鼓楼区", "台江区", "仓山区", "晋安区" } },
  { "中国", "福建", "厦门", "0592", "350203", "3610", { "思明区", "湖里区", "集美区", "海沧区" } },
  { "中国", "河南", "郑州", "0371", "410105", "4500", { "金水区", "中原区", "二七区", "管城区" } },
  { "中国", "辽宁", "大连", "0411", "210203", "1160", { "西岗区", "中山区", "沙河口区", "甘井子区" } },
  { "中国", "云南", "昆明", "0871", "530102", "6500", { "五华区", "盘龙区", "官渡区", "西山区" } },
  { "中国", "黑龙江", "哈尔滨", "0451", "230102", "1500", { "道里区", "南岗区", "香坊区", "松北区" } },
};
const guint gx_demo_n_cities_zh = G_N_ELEMENTS (gx_demo_cities_zh);

const GxDemoCity gx_demo_cities_en[] = {
  { "United Kingdom", "England", "London", "020", NULL, "SE1",
    { "Southwark", "Hackney", "Camden", "Greenwich" } },
  { "United Kingdom", "England", "Manchester", "0161", NULL, "M4",
    { "Ancoats", "Didsbury", "Chorlton", "Salford" } },
  { "United Kingdom", "England", "Birmingham", "0121", NULL, "B12",
    { "Digbeth", "Edgbaston", "Moseley", "Harborne" } },
  { "United Kingdom", "England", "Leeds", "0113", NULL, "LS6",
    { "Headingley", "Holbeck", "Roundhay", "Armley" } },
  { "United Kingdom", "England", "Bristol", "0117", NULL, "BS3",
    { "Bedminster", "Clifton", "Redland", "Easton" } },
  { "United Kingdom", "England", "York", "01904", NULL, "YO1", { "Fulford", "Acomb", "Heworth", "Clifton" } },
  { "United Kingdom", "England", "Oxford", "01865", NULL, "OX4",
    { "Cowley", "Jericho", "Headington", "Botley" } },
  { "United Kingdom", "Scotland", "Edinburgh", "0131", NULL, "EH6",
    { "Leith", "Morningside", "Stockbridge", "Newington" } },
  { "United Kingdom", "Scotland", "Glasgow", "0141", NULL, "G12",
    { "Hillhead", "Govan", "Partick", "Dennistoun" } },
  { "United Kingdom", "Wales", "Cardiff", "029", NULL, "CF10", { "Roath", "Canton", "Pontcanna", "Splott" } },
  { "United Kingdom", "Northern Ireland", "Belfast", "028", NULL, "BT7",
    { "Malone", "Ormeau", "Stranmillis", "Titanic Quarter" } },
  { "United States", "New York", "New York", "212", NULL, "100", { "Chelsea", "Harlem", "SoHo", "Tribeca" } },
  { "United States", "California", "San Francisco", "415", NULL, "941",
    { "Mission", "Sunset", "Marina", "SoMa" } },
  { "United States", "Washington", "Seattle", "206", NULL, "981",
    { "Ballard", "Fremont", "Capitol Hill", "Belltown" } },
  { "United States", "Massachusetts", "Boston", "617", NULL, "021",
    { "Back Bay", "Dorchester", "Fenway", "South End" } },
  { "United States", "Illinois", "Chicago", "312", NULL, "606",
    { "Loop", "Pilsen", "Lakeview", "Hyde Park" } },
  { "United States", "Texas", "Austin", "512", NULL, "787",
    { "Hyde Park", "Zilker", "Mueller", "East Austin" } },
};
const guint gx_demo_n_cities_en = G_N_ELEMENTS (gx_demo_cities_en);

const GxDemoProduct gx_demo_products[] = {
  { "T101", "西湖龙井 明前 100 g", "罐", "Longjing, first picking, 100 g", "tin", "绿茶", "Green tea", 268, 3 },
  { "T102", "碧螺春 125 g", "罐", "Biluochun, 125 g", "tin", "绿茶", "Green tea", 198, 3 },
  { "T103", "黄山毛峰 250 g", "袋", "Huangshan Maofeng, 250 g", "bag", "绿茶", "Green tea", 158, 4 },
  { "T104", "茉莉花茶 500 g", "袋", "Jasmine tea, 500 g", "bag", "花茶", "Scented tea", 96, 5 },
  { "T105", "铁观音 清香 250 g", "盒", "Tieguanyin, light, 250 g", "box", "乌龙茶", "Oolong", 138, 4 },
  { "T106", "武夷大红袍 120 g", "盒", "Wuyi Da Hong Pao, 120 g", "box", "乌龙茶", "Oolong", 320, 2 },
  { "T107", "凤凰单丛 250 g", "盒", "Phoenix Dancong, 250 g", "box", "乌龙茶", "Oolong", 228, 2 },
  { "T108", "祁门红茶 250 g", "罐", "Keemun black tea, 250 g", "tin", "红茶", "Black tea", 148, 4 },
  { "T109", "正山小种 250 g", "罐", "Lapsang souchong, 250 g", "tin", "红茶", "Black tea", 168, 3 },
  { "T110", "普洱熟饼 357 g", "饼", "Ripe Pu'er cake, 357 g", "cake", "普洱", "Pu'er", 188, 3 },
  { "T111", "普洱生饼 357 g", "饼", "Raw Pu'er cake, 357 g", "cake", "普洱", "Pu'er", 260, 3 },
  { "T112", "福鼎白茶 老寿眉 350 g", "饼", "Fuding white tea, aged, 350 g", "cake", "白茶", "White tea", 210, 2 },
  { "T113", "中秋茶礼盒", "份", "Mid-autumn gift box", "set", "礼盒", "Gifts", 398, 4 },
  { "T114", "春节茶礼盒", "份", "New Year gift box", "set", "礼盒", "Gifts", 498, 4 },
  { "C201", "云南咖啡豆 中烘 1 kg", "袋", "Yunnan coffee beans, medium, 1 kg", "bag", "咖啡", "Coffee", 128, 4 },
  { "C202", "埃塞俄比亚 耶加雪菲 454 g", "袋", "Ethiopia Yirgacheffe, 454 g", "bag", "咖啡", "Coffee", 118, 4 },
  { "C203", "哥伦比亚 蕙兰 454 g", "袋", "Colombia Huila, 454 g", "bag", "咖啡", "Coffee", 108, 4 },
  { "C204", "意式拼配 1 kg", "袋", "House espresso blend, 1 kg", "bag", "咖啡", "Coffee", 138, 6 },
  { "C205", "冷萃咖啡液 30 条", "盒", "Cold brew, 30 sachets", "box", "咖啡", "Coffee", 89, 3 },
  { "C206", "挂耳咖啡 20 包", "盒", "Drip bags, box of 20", "box", "咖啡", "Coffee", 79, 4 },
  { "W301", "盖碗 白瓷 150 ml", "只", "Gaiwan, white porcelain, 150 ml", "piece", "茶具", "Teaware", 68, 3 },
  { "W302", "紫砂壶 西施 200 ml", "把", "Yixing teapot, 200 ml", "piece", "茶具", "Teaware", 880, 1 },
  { "W303", "玻璃公道杯", "只", "Glass sharing jug", "piece", "茶具", "Teaware", 45, 4 },
  { "W304", "茶盘 竹制", "张", "Bamboo tea tray", "piece", "茶具", "Teaware", 260, 1 },
  { "W305", "会议茶杯 6 只装", "套", "Meeting cups, set of 6", "set", "茶具", "Teaware", 156, 3 },
  { "M401", "半自动咖啡机", "台", "Semi-automatic espresso machine", "machine", "设备", "Machines", 4980, 1 },
  { "M402", "全自动咖啡机 办公", "台", "Office bean-to-cup machine", "machine", "设备", "Machines", 8600, 1 },
  { "M403", "磨豆机", "台", "Coffee grinder", "machine", "设备", "Machines", 1280, 1 },
  { "M404", "恒温烧水壶", "把", "Temperature kettle", "piece", "设备", "Machines", 329, 1 },
  { "S501", "咖啡机保养", "次", "Machine service visit", "visit", "服务", "Services", 380, 1 },
  { "S502", "品鉴课 每人", "人", "Tasting class, per person", "person", "服务", "Services", 198, 6 },
  { "S503", "企业茶歇 每人", "人", "Company tea break, per person", "person", "服务", "Services", 58, 12 },
};
const guint gx_demo_n_products = G_N_ELEMENTS (gx_demo_products);

/* ---------------------------------------------------------------- Chinese */

WORDS (surnames_zh,
  "王wang", "李li", "张zhang", "刘liu", "陈chen", "杨yang", "黄huang", "赵zhao", "吴wu", "周zhou", "徐xu", "孙sun", "马ma",
  "朱zhu", "胡hu", "郭guo", "何he", "林lin", "高gao", "罗luo", "王wang", "李li", "张zhang", "刘liu", "陈chen", "郑zheng",
  "梁liang", "谢xie", "宋song", "唐tang", "许xu", "韩han", "冯feng", "邓deng", "曹cao", "彭peng", "萧xiao", "田tian",
  "董dong",
  "袁yuan", "潘pan", "于yu", "蒋jiang", "蔡cai", "余yu", "杜du", "叶ye", "程cheng", "苏su", "魏wei", "吕lyu", "丁ding",
  "沈shen",
  "任ren", "姚yao", "卢lu", "姜jiang", "崔cui", "钟zhong", "谭tan", "陆lu", "汪wang", "范fan", "金jin", "石shi",
  "廖liao", "贾jia");

WORDS (rare_surnames_zh,
  "单shan", "仇qiu", "曾zeng", "解xie", "朴piao", "盖ge", "查zha", "区ou", "尉迟yuchi", "万俟moqi", "欧阳ouyang", "司马sima",
  "上官shangguan", "诸葛zhuge", "夏侯xiahou", "皇甫huangfu", "长孙zhangsun", "令狐linghu", "任ren", "繁po", "乐yue", "折she",
  "洗xian", "冼xian", "员yun", "种chong", "秘bi", "缪miao", "翟zhai", "逄pang", "覃qin", "晁chao", "过guo", "那na",
  "黑he");

WORDS (given_male_zh,
  "伟wei", "强qiang", "磊lei", "军jun", "勇yong", "杰jie", "涛tao", "明ming", "超chao", "刚gang", "平ping", "辉hui",
  "鹏peng",
  "华hua", "飞fei", "鑫xin", "波bo", "斌bin", "宇yu", "浩hao", "凯kai", "健jian", "俊jun", "帆fan", "旭xu", "宁ning",
  "龙long",
  "林lin", "欢huan", "阳yang", "建jian", "亮liang", "成cheng", "峰feng", "建国jianguo", "志强zhiqiang", "海涛haitao",
  "子轩zixuan",
  "浩然haoran", "宇航yuhang", "文博wenbo", "国栋guodong", "晓东xiaodong", "立新lixin", "振宇zhenyu", "家豪jiahao", "一鸣yiming",
  "思远siyuan", "嘉诚jiacheng", "学文xuewen", "大伟dawei", "永康yongkang", "泽宇zeyu", "子涵zihan", "天佑tianyou",
  "德胜desheng");

WORDS (given_female_zh,
  "芳fang", "娜na", "敏min", "静jing", "丽li", "艳yan", "娟juan", "霞xia", "燕yan", "玲ling", "婷ting", "慧hui",
  "莹ying", "雪xue",
  "琳lin", "倩qian", "丹dan", "萍ping", "颖ying", "璐lu", "瑶yao", "怡yi", "婧jing", "洁jie", "梅mei", "琴qin", "云yun",
  "欣xin",
  "秀英xiuying", "桂英guiying", "雨桐yutong", "梓涵zihan", "思琪siqi", "欣怡xinyi", "晓燕xiaoyan", "海燕haiyan", "雅婷yating",
  "诗涵shihan", "佳怡jiayi", "梦瑶mengyao", "语嫣yuyan", "若曦ruoxi", "美玲meiling", "淑华shuhua", "红梅hongmei", "丽华lihua",
  "可欣kexin", "一诺yinuo", "雨欣yuxin", "紫萱zixuan", "静怡jingyi", "月娥yuee", "明月mingyue", "小满xiaoman");

WORDS (brands_zh,
  "恒泰hengtai", "金源jinyuan", "瑞祥ruixiang", "宏达hongda", "天成tiancheng", "华美huamei", "新禾xinhe", "云岭yunling",
  "百川baichuan",
  "锦程jincheng", "海纳haina", "明德mingde", "和顺heshun", "东篱dongli", "鼎盛dingsheng", "青禾qinghe", "同福tongfu",
  "一品yipin",
  "知味zhiwei", "春晖chunhui", "长安changan", "万象wanxiang", "聚贤juxian", "安澜anlan", "松涛songtao", "听雨tingyu",
  "半山banshan",
  "拾光shiguang", "木棉mumian", "朗润langrun", "博远boyuan", "中瑞zhongrui", "智联zhilian", "星河xinghe", "蓝海lanhai",
  "启明qiming",
  "易达yida", "凯旋kaixuan", "福临fulin", "嘉禾jiahe", "德润derun", "立信lixin", "广源guangyuan", "三和sanhe", "永盛yongsheng",
  "乐山leshan", "行远xingyuan", "重光chongguang", "单行danxing", "长青changqing");

/* What a company does, as in its name; and, in the same order, the industry it belongs to. */
WORDS (trades_zh,
  "茶业", "商贸", "餐饮管理", "酒店管理", "食品", "科技", "信息技术", "文化传播", "物业服务", "建筑设计", "教育咨询", "医疗器械", "供应链管理",
  "广告", "进出口", "电子商务");
WORDS (industries_zh,
  "茶叶", "贸易", "餐饮", "酒店", "食品", "科技", "软件", "文化", "物业", "设计", "教育", "医疗", "物流", "广告", "贸易", "电商");
WORDS (streets_zh,
  "中山路", "人民路", "解放路", "建设路", "和平路", "文化路", "学院路", "新华路", "滨江大道", "长江路", "府前街", "桃园路", "科技一路",
  "花园街", "南京路", "北苑路", "湖滨路", "青年大街");
WORDS (titles_zh,
  "总经理", "采购经理", "行政主管", "行政专员", "店长", "财务经理", "市场总监", "老板", "办公室主任", "运营经理", "前台", "人事经理");
WORDS (occupations_zh, "教师", "医生", "律师", "工程师", "会计", "设计师", "退休", "个体户", "公务员", "摄影师", "程序员", "护士");
WORDS (notes_zh,
  "老客户介绍来的，人很爽快。", "对价格敏感，喜欢问有没有活动。", "只在下午接电话。", "公司搬过一次家，送货前先确认地址。", "每年中秋都会大批订礼盒。",
  "喝惯了浓茶，不要推荐清香型。", "发票抬头要写全称。", "孩子刚上小学，周末不方便联系。", "月底结账，付款很准时。", "说话快，喜欢直接报底价。",
  "门店在二楼，没有电梯，送货要加人。", "收藏普洱，懂行，别糊弄。");
WORDS (tastes_zh, "爱喝普洱熟茶", "偏好清香型铁观音", "只喝黑咖啡", "送礼为主，包装要体面", "不要塑料包装", "喜欢浅烘豆", "怕苦，推荐红茶");
WORDS (tags_zh, "重点客户", "老客户", "批发", "零售", "礼品大客户", "爱喝普洱", "咖啡馆", "对价格敏感", "月结", "转介绍多", "需要发票", "慎重");
WORDS (sources_zh, "老客户介绍", "微信公众号", "茶博会", "抖音", "路过门店", "电话咨询", "官网", "朋友圈");
WORDS (tasks_zh,
  "电话跟进报价", "寄新茶样品", "确认送货时间", "回访上次的咖啡机", "发合同", "约下周见面", "催上个月的款", "送中秋礼盒目录", "生日问候", "确认开票信息");
WORDS (promises_zh, "答应今天给回复价格", "答应寄三款样品", "答应补发漏掉的杯子", "答应周内安排师傅上门", "答应把发票重开");

/* ---------------------------------------------------------------- English */

WORDS (surnames_en,
  "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Robinson", "Wright",
  "Thompson", "Evans", "Walker",
  "White", "Roberts", "Green", "Hall", "Wood", "Jackson", "Clarke", "Patel", "Khan", "Lewis", "James",
  "Phillips", "Mason", "Mitchell",
  "Rose", "Davis", "Rodriguez", "Cox", "Alexander", "Morgan", "Hughes", "Edwards", "Hill", "Moore",
  "Clark", "Harrison", "Scott",
  "Young", "Morris", "Hunter", "Anderson", "Kim", "Garcia", "Miller", "Nguyen", "Lopez", "Baker",
  "Campbell", "Murphy", "Kelly",
  "O'Brien", "O'Connor", "O'Neill", "D'Angelo", "D'Souza", "Smith-Jones", "Lloyd-Webber", "Taylor-Brown",
  "Hughes-Evans", "Müller",
  "Schäfer", "Jørgensen", "Åkesson", "Núñez", "Muñoz", "García", "Fernández", "Lefèvre", "Beauchêne",
  "Côté", "Nowak", "Kowalczyk",
  "Novák", "Šimić", "Kovács", "Özdemir", "Yıldız", "MacDonald", "McGregor", "McCarthy", "van der Berg",
  "de la Cruz", "Fitzgerald",
  "St John", "Ng", "Lee", "Wong", "Okafor", "Mensah", "Singh", "Sharma", "Rossi", "Ferrari",
  "Papadopoulos", "Ivanova", "Larsson");
WORDS (given_male_en,
  "James", "John", "Robert", "Michael", "William", "David", "Richard", "Joseph", "Thomas", "Charles",
  "Daniel", "Matthew", "Anthony",
  "Mark", "Paul", "Steven", "Andrew", "George", "Edward", "Brian", "Oliver", "Harry", "Jack", "Noah",
  "Arthur", "Leo", "Oscar", "Alfie",
  "José", "André", "Björn", "Søren", "Zoltán", "François", "Seán", "Rhys", "Callum", "Owen", "Mohammed",
  "Ravi", "Kwame", "Jean-Luc");
WORDS (given_female_en,
  "Mary", "Patricia", "Jennifer", "Linda", "Elizabeth", "Barbara", "Susan", "Jessica", "Sarah", "Karen",
  "Emily", "Olivia", "Amelia",
  "Isla", "Ava", "Grace", "Sophie", "Lily", "Freya", "Florence", "Alice", "Charlotte", "Hannah", "Laura",
  "Emma", "Ruth", "Helen",
  "Zoë", "Chloé", "Renée", "Siân", "Niamh", "Aoife", "María", "Inés", "Anaïs", "Dörte", "Priya", "Amara",
  "Mary-Ann", "Anne-Marie");
WORDS (brands_en,
  "Northgate", "Riverside", "Blackbird", "Oak & Ivy", "Meridian", "Silverline", "Harbour", "Foxglove",
  "Copperfield", "Lighthouse",
  "Redwood", "Bluebell", "Highfield", "Old Mill", "Kingfisher", "Stonebridge", "Willow", "Ashdown",
  "Brightwater", "Corner House",
  "Evergreen", "Fernhill", "Granary", "Hawthorn", "Ironbridge", "Juniper", "Larkspur", "Maple Leaf",
  "Newbury", "Orchard", "Parkside",
  "Quayside", "Rosemary", "Sunnyside", "Thistle", "Union Street", "Vale", "Westbrook", "Yew Tree",
  "Café Noir", "Sævar", "Tête-à-Tête");
WORDS (trades_en,
  "Tea Rooms", "Trading", "Coffee Roasters", "Hotels", "Foods", "Technologies", "Software", "Media",
  "Facilities", "Architects",
  "Learning", "Medical", "Logistics", "Design", "Imports", "Stores");
WORDS (industries_en,
  "Tea", "Trade", "Food service", "Hospitality", "Food", "Technology", "Software", "Media", "Property",
  "Design", "Education",
  "Health care", "Logistics", "Advertising", "Trade", "Retail");
WORDS (streets_en,
  "High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane", "Queen's Road",
  "Park Avenue", "St Mary's Close",
  "King Street", "Market Square", "Albert Road", "Bridge Street", "Chapel Row", "Elm Grove");
WORDS (titles_en,
  "Owner", "Office manager", "Purchasing manager", "Managing director", "Head of operations",
  "Store manager", "Finance manager",
  "Marketing director", "Executive assistant", "Facilities manager", "Barista", "Head of people");
WORDS (occupations_en,
  "Teacher", "Doctor", "Solicitor", "Engineer", "Accountant", "Designer", "Retired", "Photographer",
  "Nurse", "Writer", "Plumber");
WORDS (notes_en,
  "Came through a friend; easy to talk to.", "Careful about price, always asks for an offer.",
  "Only answers the phone in the afternoon.",
  "Has moved once: check the address before a delivery.", "Orders gift boxes every December.",
  "Prefers strong tea; nothing floral.",
  "Invoice must carry the purchase order number.", "Second floor, no lift.",
  "Pays at the end of the month, always on time.",
  "Knows coffee better than we do.", "Allergic to nuts; no chocolate samples.");
WORDS (tastes_en,
  "Strong black tea", "Light roasts only", "Decaf after lunch", "No plastic packaging",
  "Buys for presents, wants it wrapped", "Loves Pu'er");
WORDS (tags_en,
  "VIP", "Regular", "Wholesale", "Retail", "Gift buyer", "Tea lover", "Café", "Price-sensitive",
  "Monthly invoice", "Refers others", "Slow payer");
WORDS (sources_en,
  "Referral", "Web shop", "Trade fair", "Instagram", "Walk-in", "Cold call", "Newsletter", "Search engine");
WORDS (tasks_en,
  "Call about the quotation", "Send samples of the new harvest", "Confirm the delivery",
  "Ask how the machine is doing", "Send the contract",
  "Fix a meeting for next week", "Chase last month's invoice", "Send the Christmas catalogue",
  "Wish a happy birthday", "Check the VAT number");
WORDS (promises_en,
  "Promised a price by today", "Promised three samples", "Promised to replace the missing cups",
  "Promised a technician this week",
  "Promised a corrected invoice");

/* ---------------------------------------------------------------- what is said */

#define TALK(...) \
  { (const char *const[]) { __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]) { __VA_ARGS__ })) }

const GxDemoWords gx_demo_talks[2][GX_DEMO_N_TALKS] = {
  {
    [GX_DEMO_CALL] = TALK (
      "<问*还有没有货，说下周要。", ">确认*的送货时间，周三上午到。", ">报了*的价，说要和老板商量一下。", ">催款，答应月底前付。", ">回访：*喝着不错，想再要一些。",
      "<没空细说，让明天下午再打。", "<说*比去年贵了，想要个折扣。", "<问发票什么时候能开。", "<介绍了一位朋友，也想要*。", "<投诉包装压坏了，已答应补发。"),
    [GX_DEMO_VISIT] = TALK (
      ">上门送样品，试了*，比较满意。", ">到店里坐了半小时，聊了下半年的计划。", ">带了新到的*，老板当场定了一些。", ">看了他们的新办公室，茶水间还空着。",
      ">去修咖啡机，顺便补了一盒豆子。", ">陪着逛了仓库，对*的年份很感兴趣。"),
    [GX_DEMO_MEETING] = TALK (
      ">谈年度合作，价格基本谈拢，等合同。", ">讨论中秋礼盒的设计，要印他们的标志。", ">品鉴会，试了四款，最后选*。", ">和采购、财务一起过了账期，改成月结三十天。",
      ">演示全自动咖啡机，反应不错。"),
    [GX_DEMO_CHAT] = TALK (
      ">发了*的图片和价格。", "<问有没有*，回复有现货。", "<说收到了，味道很好。", "<转了八百块定金。", "<问营业时间。", "<发来地址，让直接寄过去。", "<要电子发票，已发。",
      "<想要小包装的*。", ">祝节日快乐，顺便提了新茶上市。", "<说最近在外地，月底回来再说。"),
    [GX_DEMO_MAIL] = TALK (">发送*报价单，有效期十五天。", "<收到盖章合同扫描件。", ">发去对账单，请核对。", "<询问*的大宗价格和交期。", ">寄送秋季目录。"),
    [GX_DEMO_NOTE] = TALK (
      "下次带上*的样品。", "换了采购负责人，要重新打招呼。", "预算下季度才批。", "竞争对手也在报价，价格低一成。", "喜欢*，可以推荐年份更老的。", "店面在装修，下个月重新开业。"),
  },
  {
    [GX_DEMO_CALL] = TALK (
      "<Asked whether * is in stock; needs it next week.",
      ">Confirmed delivery of * for Wednesday morning.", ">Quoted for *; will talk to the boss.",
      ">Reminded about the open invoice; will pay by month's end.",
      ">Follow-up: very happy with *, wants more.", "<No time to talk; call again tomorrow afternoon.",
      "<Says * is dearer than last year, asked for a discount.", "<Asked when the invoice will arrive.",
      "<A friend of theirs would like * too.",
      "<Complained about a crushed parcel; promised a replacement."),
    [GX_DEMO_VISIT] = TALK (
      ">Brought samples; * went down well.",
      ">Half an hour in the shop, talked about plans for the summer.",
      ">Showed the new *; ordered on the spot.",
      ">Saw their new office; the kitchen is still empty.", ">Fixed the machine and left a bag of beans.",
      ">Walked through the warehouse; keen on *."),
    [GX_DEMO_MEETING] = TALK (
      ">Yearly agreement: prices settled, waiting for the contract.",
      ">Gift boxes for Christmas, with their logo on.", ">Tasting: tried four, chose *.",
      ">Went through payment terms; thirty days from now on.",
      ">Demonstrated the bean-to-cup machine; they liked it."),
    [GX_DEMO_CHAT] = TALK (
      ">Sent pictures and the price of *.", "<Asked for *; yes, in stock.",
      "<Says it arrived and tastes great.", "<Asked for the opening hours.",
      "<Sent a new delivery address.", "<Wants * in smaller bags.", "<Away until the end of the month.",
      ">Happy holidays, and a word about the new harvest."),
    [GX_DEMO_MAIL] = TALK (
      ">Sent the quotation for *, valid for two weeks.", "<Signed contract came back.",
      ">Sent the statement of account.", "<Asked for bulk prices and lead time of *.",
      ">Sent the autumn catalogue."),
    [GX_DEMO_NOTE] = TALK (
      "Bring a sample of * next time.", "New buyer in charge; introduce ourselves.",
      "Budget only next quarter.", "A competitor quoted ten per cent less.",
      "Likes *; show the older vintages.", "The shop is being refitted, opens again next month."),
  },
};
